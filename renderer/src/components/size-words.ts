const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** Formats a size in bytes for people: `3.4 MB`. */
export const sizeWords = (bytes: number): string => {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
};
