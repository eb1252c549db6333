import { type KeyboardEvent, useCallback, useEffect } from 'react';
import { isWindowOpen } from '../../../components/window-open.ts';
import { handlesEscape } from '../../../steps/refusal-ends.ts';
import { useReceiving } from '../../../steps/receiving/receiving-actor.ts';

/** Escape closes the open form from every field of the page, and if nothing has the focus. */
export const useEscapeCloses = () => {
  const receiving = useReceiving();
  const close = useCallback((): void => {
    if (receiving.getSnapshot().context.form !== null) receiving.send({ type: 'form.closed' });
  }, [receiving]);
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape' && event.target === document.body && !isWindowOpen()) close();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [close]);
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    // A list that is open closes first.
    if (event.target instanceof Element && event.target.closest(handlesEscape)) return;
    close();
  };
};
