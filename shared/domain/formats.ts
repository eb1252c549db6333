/** Whether a request is for a copy on paper, which its partner rarely wants back. */
export const isPaperCopy = ({
  format,
  materialType,
}: {
  readonly format: string;
  readonly materialType: string;
}): boolean => ['article', 'chapter'].includes(materialType) && !isDigitalFormat(format);

/** Whether a format says that a file is wanted: as the form names it, or in the words of another system. */
export const isDigitalFormat = (format: string): boolean => /digital|electronic|pdf|file/i.test(format);
