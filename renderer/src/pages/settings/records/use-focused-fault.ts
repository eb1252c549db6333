import { useEffect, useRef, type RefObject } from 'react';

/**
 * Focuses the field of the form that must be corrected when a test of what is typed is refused at one, as Save does.
 * @param error the refusal, or null. @param atField whether it is shown at a field
 * @returns for an element of the form
 */
export const useFocusedFault = (error: unknown, atField: boolean): RefObject<HTMLDivElement | null> => {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (atField) part.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [atField, error]);
  return part;
};
