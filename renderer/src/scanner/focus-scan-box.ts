/** Puts the focus into the scan box of the page, its text selected. Says whether there is one. */
export const focusScanBox = (): boolean => {
  const box = [...document.querySelectorAll<HTMLInputElement>('[data-scan-box]')].findLast(
    (field) => !field.readOnly && !field.disabled,
  );
  box?.focus();
  box?.select();
  return box !== undefined;
};
