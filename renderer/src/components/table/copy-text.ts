/**
 * Copies a text as the copy command of the system does: the page has no other right to the clipboard.
 * @returns whether it was copied
 */
export const copyText = (text: string): boolean => {
  let copied = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = true;
  };
  // Without a selection the command would do nothing: it is told that there is something to copy.
  const allow = (event: Event): void => event.preventDefault();
  document.addEventListener('beforecopy', allow);
  document.addEventListener('copy', fill);
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  document.removeEventListener('beforecopy', allow);
  return copied;
};
