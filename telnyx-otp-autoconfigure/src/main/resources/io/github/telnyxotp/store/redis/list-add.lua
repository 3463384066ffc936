-- Adds a name to a list, in which it stays until its time is over.
--   KEYS  1 names, by when they leave, in microseconds
--   ARGV  1 the name; 2 until when
-- Answers the time.
local time = now()
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', whole(time))
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
local left = math.max(1, math.ceil((tonumber(ARGV[2]) - time) / 1000))
if redis.call('PTTL', KEYS[1]) < left then
  redis.call('PEXPIRE', KEYS[1], whole(left))
end
return {time}
