/** Wider than most letters: what nothing can measure has room enough. */
const letterShare = 0.62;

let context: CanvasRenderingContext2D | null | undefined;

/**
 * How wide a text is drawn, in pixels: columns are as wide as what they show, in whatever language and font.
 * @param weight as CSS has it
 */
export const textPx = (text: string, sizePx: number, weight = 400): number => {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return Math.ceil(text.length * sizePx * letterShare);
  context.font = `${weight} ${sizePx}px system-ui, sans-serif`;
  return Math.ceil(context.measureText(text).width);
};

/** The widest of some texts. */
export const widestPx = (texts: readonly string[], sizePx: number, weight = 400): number =>
  texts.reduce((px, text) => Math.max(px, textPx(text, sizePx, weight)), 0);
