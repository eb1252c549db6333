/** A rectangle on the desktop, in device-independent pixels. */
export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The position of the window as it is stored. */
export type WindowState = Rectangle & { readonly maximised: boolean };

const furthest = 100_000;
const isPixels = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value)) <= furthest;

// Any other stored properties must not get through: they would become options of the window.
const windowStateIn = (stored: unknown): WindowState | null => {
  if (typeof stored !== 'object' || stored === null) return null;
  const { x, y, width, height, maximised } = stored as WindowState;
  const isWhole = [x, y, width, height].every((value) => isPixels(value)) && typeof maximised === 'boolean';
  return isWhole ? { x, y, width, height, maximised } : null;
};

/** Below this size a scan page and the list beside it no longer fit. */
export const smallestWindow = { width: 900, height: 600 } as const;
const defaultWindow = { width: 1280, height: 800 } as const;

/** How much of the title bar must be on a display so that the window can be dragged. */
const grip = { width: 120, height: 24 } as const;

/**
 * Returns where the window opens: at its last position if its title bar is still on a display, otherwise in the middle of the main display.
 * Never larger than the display's work area, except on displays smaller than `smallestWindow`.
 * @param stored the stored value, which may be anything.
 * @param workAreas of all displays, the main one first.
 */
export const placeWindow = (
  stored: unknown,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): WindowState => {
  const last = windowStateIn(stored);
  if (!last) return { ...inTheMiddle(workAreas[0], defaultWindow), maximised: false };
  const { maximised } = last;
  for (const area of workAreas) {
    // Fitted to the display first: a narrower window may no longer overlap it enough.
    const fitted = { ...last, ...fittedSize(last, area), y: Math.max(last.y, area.y) };
    if (hasGrip(area, { ...fitted, y: last.y })) return fitted;
  }
  return { ...inTheMiddle(workAreas[0], last), maximised };
};

// On a display smaller than the smallest window, the window is larger than the display, because the pages need that size.
const sized = (wanted: number, smallest: number, room: number): number =>
  Math.max(smallest, Math.min(wanted, room));

type Size = Pick<Rectangle, 'width' | 'height'>;

const fittedSize = (wanted: Size, area: Rectangle): Size => ({
  width: sized(wanted.width, smallestWindow.width, area.width),
  height: sized(wanted.height, smallestWindow.height, area.height),
});

const inTheMiddle = (area: Rectangle, wanted: Size): Rectangle => {
  const { width, height } = fittedSize(wanted, area);
  return {
    x: area.x + Math.max(0, Math.round((area.width - width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - height) / 2)),
    width,
    height,
  };
};

const hasGrip = (area: Rectangle, window: Rectangle): boolean => {
  const across = overlap(area.x, area.width, window.x, window.width);
  const down = overlap(area.y, area.height, window.y, grip.height);
  return across >= grip.width && down >= grip.height / 2;
};

const overlap = (a: number, aSize: number, b: number, bSize: number): number =>
  Math.min(a + aSize, b + bSize) - Math.max(a, b);
