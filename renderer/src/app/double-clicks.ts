/**
 * Keeps the second half of a double click from what lies behind a window that the first half has closed: who confirms by a double
 * click chooses nothing there. A step is taken once anyway.
 */
export const keepDoubleClicksInFront = (): void => {
  let pressed: Element | null = null;
  const isBehind = ({ detail }: MouseEvent): boolean =>
    detail > 1 && pressed !== null && !pressed.isConnected;
  const swallow = (event: MouseEvent): void => {
    if (!isBehind(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener(
    'mousedown',
    (event) => {
      if (event.detail <= 1)
        pressed =
          event.target instanceof Element && event.target.closest('[role=dialog]') ? event.target : null;
      swallow(event);
    },
    true,
  );
  for (const type of ['mouseup', 'click', 'dblclick'] as const) addEventListener(type, swallow, true);
};
