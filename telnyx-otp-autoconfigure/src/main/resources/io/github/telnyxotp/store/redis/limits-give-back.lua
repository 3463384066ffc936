-- Undoes a charge.
-- KEYS: a sorted set of counters, each with the microsecond at which it is empty
-- ARGV: names of each counter, number of counters n;
--       n times the microseconds to give back;
--       the names of each counter, that under the newest secret first
local counters, time = KEYS[1], now()
local names, n = tonumber(ARGV[1]), tonumber(ARGV[2])
local times = redis.call('ZMSCORE', counters, unpack(ARGV, 3 + n))
for i = 1, n do
  local place, used = 2 + n + (i - 1) * names, 0
  for j = 1, names do
    used = used + math.max((times[place + j - 2 - n] or time) - time, 0)
  end
  local left = used - tonumber(ARGV[2 + i])
  if left > 0 then
    -- Before the others leave, or the set could end and be made anew without its life
    redis.call('ZADD', counters, time + left, ARGV[place + 1])
  end
  if left <= 0 or names > 1 then
    redis.call('ZREM', counters, unpack(ARGV, place + ((left > 0) and 2 or 1), place + names))
  end
end
return {}
