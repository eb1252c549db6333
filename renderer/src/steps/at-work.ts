import { isWindowOpen } from '../components/window-open.ts';
import { hasUnsaved } from '../places/leave-guard.ts';
import type { ReceivingActor } from './receiving/receiving-actor.ts';

const isTyping = (): boolean =>
  (document.activeElement instanceof HTMLInputElement ||
    document.activeElement instanceof HTMLTextAreaElement) &&
  document.activeElement.value !== '';

/** Whether the end of the program would interrupt somebody: unsaved input, an open window or set, a step under way. */
export const isAtWork = (receiving: ReceivingActor): boolean => {
  const snapshot = receiving.getSnapshot();
  return (
    hasUnsaved() || isWindowOpen() || isTyping() || snapshot.context.form !== null || !snapshot.hasTag('idle')
  );
};
