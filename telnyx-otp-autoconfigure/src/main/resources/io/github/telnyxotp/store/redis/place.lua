-- Takes a place for a new value, of a bounded number of places.
--   KEYS  1 who has a place, by when it is free again, in microseconds
--   ARGV  1 the name of the value; 2 until when; 3 how many places there are
-- Answers the time, and 1, or 0 if all places are taken.
local time = now()
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', whole(time))
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
  return {time, 0}
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
local left = math.max(1, math.ceil((tonumber(ARGV[2]) - time) / 1000))
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], whole(left))
end
return {time, 1}
