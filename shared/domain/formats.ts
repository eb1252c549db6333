/** Whether a format says that a file is wanted: as the form names it, or in the words of another system. */
export const isDigitalFormat = (format: string): boolean => /digital|electronic|pdf|file/i.test(format);
