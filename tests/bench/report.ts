/** One measurement, printed as a line of JSON: its value, its floor in the same run, and whether the goal is met. */
export type Measurement = {
  readonly what: string;
  readonly value: number;
  readonly floor: number;
  readonly unit: 'ms' | 'MB' | 's' | 'kB';
  /** The maximum of `value / floor`; null if the goal is absolute. */
  readonly goalRatio: number | null;
  /** The maximum of the value, in its unit. */
  readonly goalValue?: number;
  readonly more?: Readonly<Record<string, number | string>>;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Prints a measurement. */
export const report = (measurement: Measurement): void => {
  const { what, value, floor, unit, goalRatio, goalValue, more } = measurement;
  const ratio = value / floor;
  const met = (goalRatio === null || ratio <= goalRatio) && (goalValue === undefined || value <= goalValue);
  const line = {
    what,
    value: rounded(value),
    floor: rounded(floor),
    unit,
    ratio: rounded(ratio),
    goalRatio,
    ...(goalValue === undefined ? {} : { goalValue }),
    met,
    ...more,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** Returns the value below which this share of the values lies. @param share from 0 to 1. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Runs work and returns how long it took, in milliseconds. */
export const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
