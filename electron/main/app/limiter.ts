/**
 * Makes a function that says whether one more event is still within the limit.
 * @param limit so many events may happen in a span of time. The time of each event (milliseconds) is passed in.
 */
export const limiter = (limit: number, spanMs: number): ((nowMs: number) => boolean) => {
  let times: readonly number[] = [];
  return (nowMs) => {
    times = [...times.filter((time) => nowMs - time < spanMs), nowMs];
    return times.length <= limit;
  };
};
