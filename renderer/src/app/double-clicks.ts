/**
 * Ignores the second half of a double click if the first half closed a window: a double click on a button must not activate something
 * behind the window. Steps are idempotent anyway.
 */
export const ignoreDoubleClicksBehind = (): void => {
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
