/** Focuses the scan box of the page and selects its text. Returns whether there is one. */
export const focusScanBox = (): boolean => {
  const box = [...document.querySelectorAll<HTMLInputElement>('[data-scan-box]')].findLast(
    (field) => !field.readOnly && !field.disabled,
  );
  box?.focus();
  box?.select();
  return box !== undefined;
};
