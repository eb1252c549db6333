// What a step was asked and answered, without what names a patron.

/** Fields that hold a patron's name or card, or a text that somebody wrote about them. */
const personal: readonly string[] = [
  'patronName',
  'patronBarcode',
  'patron',
  'card',
  'note',
  'text',
  'body',
  'remarks',
  'circulationNote',
  'cancelNote',
  'partnerNote',
  'email',
];

/** Shorter ones stand in other words by chance. */
const shortest = 3;

const emptied = (value: unknown): unknown => {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return typeof value === 'number' ? null : value;
};

/**
 * A value of JSON without personal fields, and without the words by which a patron is known wherever they stand in a text.
 * Its shape stays, so that whoever reads the log reads on.
 */
export const withoutPatron = (value: unknown, traces: readonly string[]): unknown => {
  if (typeof value === 'string')
    return traces
      .filter((trace) => trace.length >= shortest)
      .reduce((text, trace) => text.replaceAll(trace, ''), value);
  if (Array.isArray(value)) return value.map((one) => withoutPatron(one, traces));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      personal.includes(key) && (typeof one !== 'object' || Array.isArray(one))
        ? emptied(one)
        : withoutPatron(one, traces),
    ]),
  );
};
