-- Sets a mark if there is none.
--   KEYS  1 the mark
--   ARGV  1 how long it stays, in milliseconds
-- Answers 1, or 0 if it was there.
return {redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) and 1 or 0}
