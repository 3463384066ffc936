-- Undoes a charge.
-- KEYS: a sorted set of counters, each with the microsecond at which it is empty
-- ARGV: packed: names of each counter, number of counters n, and n times the microseconds
--       to give back; the names of each counter, that under the newest secret first
local counters, time = KEYS[1], now()
local names, n, at = struct.unpack('>I4I4', ARGV[1])
local times = redis.call('ZMSCORE', counters, unpack(ARGV, 2))
local amount
for i = 1, n do
  local place, used = 1 + (i - 1) * names, 0
  amount, at = struct.unpack('>I8', ARGV[1], at)
  for j = 1, names do
    used = used + math.max((times[place + j - 1] or time) - time, 0)
  end
  local left = used - amount
  if left > 0 then
    -- Before the others leave, or the set could end and be made anew without its life
    redis.call('ZADD', counters, time + left, ARGV[place + 1])
  end
  if left <= 0 or names > 1 then
    redis.call('ZREM', counters, unpack(ARGV, place + ((left > 0) and 2 or 1), place + names))
  end
end
return {}
