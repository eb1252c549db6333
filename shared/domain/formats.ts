/** Whether a request is for a paper copy, which its partner rarely wants back. */
export const isPaperCopy = ({
  format,
  materialType,
}: {
  readonly format: string;
  readonly materialType: string;
}): boolean => ['article', 'chapter'].includes(materialType) && !isDigitalFormat(format);

/** Whether a format means that a file is wanted: as in the form, or in the words of another system. */
const isDigitalFormat = (format: string): boolean => /digital|electronic|pdf|file/i.test(format);
