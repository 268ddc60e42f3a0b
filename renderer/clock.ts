/** The only place of the window that asks the machine for the time. */
import { useEffect, useState } from 'react';
import { instantOf, type Instant } from '../domain/time.ts';

/** The present moment. */
export function readClock(): Instant {
  return instantOf(Date.now());
}

/** The present moment, renewed every half minute so that due words stay true on a screen left open. */
export function useNow(): Instant {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    const timer = setInterval(() => setNow(readClock()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
