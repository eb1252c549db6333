import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeWindow, smallestWindow, type Rectangle } from '../../../electron/main/app/window-state.ts';
import { checkProperty } from '../../support/check-property.ts';

const main: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 };
const left: Rectangle = { x: -1280, y: 0, width: 1280, height: 1024 };

test('a window that is still on a display opens where it was', () => {
  const stored = { x: 100, y: 80, width: 1200, height: 800, maximised: false };
  expect(placeWindow(stored, [main, left])).toEqual(stored);
  expect(placeWindow({ ...stored, x: -1200 }, [main, left])).toEqual({ ...stored, x: -1200 });
  expect(placeWindow({ ...stored, maximised: true }, [main]).maximised).toBe(true);
});

test('a window on a display that is gone opens in the middle of the main one, at its former size', () => {
  const stored = { x: -1200, y: 80, width: 1000, height: 700, maximised: true };
  expect(placeWindow(stored, [main])).toEqual({ x: 460, y: 203, width: 1000, height: 700, maximised: true });
});

test.each([
  null,
  undefined,
  'text',
  {},
  { x: 1, y: 1, width: 'wide', height: 5, maximised: false },
  { x: 0.5, y: 1, width: 1000, height: 700, maximised: false },
  { x: Number.NaN, y: 1, width: 1000, height: 700, maximised: false },
  { x: 1e300, y: 1, width: 1000, height: 700, maximised: false },
])('an invalid stored value (%j) gives the default position', (stored) => {
  expect(placeWindow(stored, [main])).toEqual({ x: 320, y: 153, width: 1280, height: 800, maximised: false });
});

test('whatever was stored, the title bar can be grabbed and the window has its minimum size', () => {
  const size = fc.integer({ min: -5_000, max: 50_000 });
  const area = fc.record({
    x: fc.integer({ min: -4_000, max: 4_000 }),
    y: fc.integer({ min: -4_000, max: 4_000 }),
    width: fc.integer({ min: 640, max: 4_000 }),
    height: fc.integer({ min: 480, max: 3_000 }),
  });
  const stored = fc.record({ x: size, y: size, width: size, height: size, maximised: fc.boolean() });
  checkProperty(
    fc.property(stored, area, fc.array(area, { maxLength: 2 }), (was, first, others) => {
      const placed = placeWindow(was, [first, ...others]);
      expect(placed.width).toBeGreaterThanOrEqual(smallestWindow.width);
      expect(placed.height).toBeGreaterThanOrEqual(smallestWindow.height);
      const isGraspable = [first, ...others].some(
        ({ x, y, width, height }) =>
          placed.y >= y &&
          placed.y < y + height &&
          Math.min(placed.x + placed.width, x + width) - Math.max(placed.x, x) >= 100,
      );
      expect(isGraspable).toBe(true);
    }),
  );
});
