-- Phones that were proved.
-- KEYS: a sorted set of phones, each with the microsecond of its last proof
-- ARGV: step, microseconds after which a phone is forgotten, most phones;
--       the names of the phone, that under the newest secret first
local known, time = KEYS[1], now()
local step, kept, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

if step == 'contains' then
  for _, at in ipairs(redis.call('ZMSCORE', known, unpack(ARGV, 4))) do
    if at and at + kept > time then
      return { 1 }
    end
  end
  return { 0 }
end

redis.call('ZREM', known, unpack(ARGV, 4))
if step == 'add' then
  redis.call('ZADD', known, time, ARGV[4])
  redis.call('PEXPIRE', known, math.ceil(kept / 1000))
  local old = redis.call('ZRANGEBYSCORE', known, '-inf', time - kept, 'LIMIT', 0, 16)
  if #old > 0 then
    redis.call('ZREM', known, unpack(old))
  end
  local more = redis.call('ZCARD', known) - most
  if more > 0 then
    redis.call('ZPOPMIN', known, math.min(more, 1000))
  end
end
return {}
