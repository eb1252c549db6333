/** Any input as text. */
export const shown = (input: unknown, longest = 600): string => {
  try {
    return (
      JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ??
      'undefined'
    ).slice(0, longest);
  } catch {
    return 'a circle';
  }
};
