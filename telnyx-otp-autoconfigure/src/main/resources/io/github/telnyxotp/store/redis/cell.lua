-- Looks at a cell, or changes it if it is still as the caller has seen it.
--   KEYS  1 the cell; 2, if any, what is due beside it
--   ARGV  1 the first bytes of the value that the caller has seen, empty for none
--         2 what time the caller took it for, in microseconds
--         3 look, keep or drop
--         4 the new value; 5 when it is forgotten, in microseconds
--         6 what was due of the former value; 7 of the new one; 8 and when, in microseconds
-- Answers 1 and the time; or, if the cell or the time are not as the caller thinks,
-- 0, the time and the value that is there.
local time = now()
local value = redis.call('GET', KEYS[1])
local stamp = value and string.sub(value, 1, 17) or ''
if stamp ~= ARGV[1] or math.abs(time - tonumber(ARGV[2])) > 1000000 then
  return {0, time, value}
end
if ARGV[3] == 'look' then
  return {1, time}
end
if ARGV[3] == 'drop' then
  redis.call('DEL', KEYS[1])
else
  local left = math.max(1, math.ceil((tonumber(ARGV[5]) - time) / 1000))
  redis.call('SET', KEYS[1], ARGV[4], 'PX', whole(left))
  if KEYS[2] and ARGV[7] ~= '' then
    redis.call('ZADD', KEYS[2], ARGV[8], ARGV[7])
    if redis.call('PTTL', KEYS[2]) < left then
      redis.call('PEXPIRE', KEYS[2], whole(left))
    end
  end
end
if KEYS[2] and ARGV[6] ~= '' and ARGV[6] ~= ARGV[7] then
  redis.call('ZREM', KEYS[2], ARGV[6])
end
return {1, time}
