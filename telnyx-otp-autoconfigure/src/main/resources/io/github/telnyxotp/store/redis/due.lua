-- What is due, earliest first.
--   KEYS  1 entries of the form id:forgetAt, by when they are due, in microseconds
--   ARGV  1 how many at the most
-- Answers the time, then id and time of each. Entries of what is forgotten are dropped.
local time = now()
local answer = {time}
local found = 0
local entries = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(time), 'WITHSCORES')
for place = 1, #entries, 2 do
  local id, forget = string.match(entries[place], '^(.*):(%d+)$')
  if tonumber(forget) <= time then
    redis.call('ZREM', KEYS[1], entries[place])
  elseif found < tonumber(ARGV[1]) then
    found = found + 1
    answer[#answer + 1] = id
    answer[#answer + 1] = tonumber(entries[place + 1])
  end
end
return answer
