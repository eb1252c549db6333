import { useEffect, useState } from 'react';

/** True once `waiting` has lasted longer than users notice: quick work shows no loading indicator. */
export const useLate = (waiting: boolean, afterMs = 150): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting, afterMs]);
  return waiting && late;
};
