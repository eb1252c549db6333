const newsMs = 150;

/** Combines many events in a row, such as letters that leave, into one call after this time (150 ms). */
export const throttled = (tell: () => void, waitMs = newsMs): (() => void) => {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      tell();
    }, waitMs);
  };
};
