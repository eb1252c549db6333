/** The fallback letter width, in shares of the font size, if text cannot be measured: wider than most letters. */
const letterShare = 0.62;

let context: CanvasRenderingContext2D | null | undefined;

/**
 * Returns the rendered width of a text, in pixels, in any language and font.
 * @param weight the CSS font weight
 */
export const textPx = (text: string, sizePx: number, weight = 400): number => {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return Math.ceil(text.length * sizePx * letterShare);
  context.font = `${weight} ${sizePx}px system-ui, sans-serif`;
  return Math.ceil(context.measureText(text).width);
};

/** Returns the width of the widest text. */
export const widestPx = (texts: readonly string[], sizePx: number, weight = 400): number =>
  texts.reduce((px, text) => Math.max(px, textPx(text, sizePx, weight)), 0);
