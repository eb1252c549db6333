/**
 * Copies a text with the copy command: the page has no clipboard permission.
 * @returns whether it was copied
 */
export const copyText = (text: string): boolean => {
  let copied = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = true;
  };
  // Without a selection the command is disabled: this handler enables it.
  const allow = (event: Event): void => event.preventDefault();
  document.addEventListener('beforecopy', allow);
  document.addEventListener('copy', fill);
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  document.removeEventListener('beforecopy', allow);
  return copied;
};
