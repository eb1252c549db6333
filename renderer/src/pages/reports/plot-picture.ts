/** Twice the resolution of the screen, for sharp prints. */
const scale = 2;
const margin = 16;
const lineHeight = 22;

const inlined = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-family', 'opacity', 'display'] as const;

/** Returns a copy of an SVG that looks the same without the style sheets. */
const selfContained = (drawing: SVGSVGElement): SVGSVGElement => {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const property of inlined) {
      const value = style.getPropertyValue(property);
      if (value !== '') copies[index]?.setAttribute(property, value);
    }
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return copy;
};

const drawnImage = async (drawing: SVGSVGElement): Promise<HTMLImageElement> => {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  return image;
};

/**
 * Renders the chart in this element as a PNG, with its title above it and its legend below.
 * @param lines the text above it
 * @param legend the names of its series, in order
 * @returns its bytes as base64. @throws if it cannot be rendered.
 */
export const plotPicture = async (
  place: HTMLElement,
  lines: readonly string[],
  legend: readonly string[],
): Promise<string> => {
  const drawing = place.querySelector<SVGSVGElement>('.recharts-surface');
  if (!drawing) throw new Error('There is no plot.');
  const { width, height } = drawing.getBoundingClientRect();
  const swatches = [...place.querySelectorAll<SVGSVGElement>('ul svg')];
  const patterns = selfContained(drawing).querySelector('defs:has(pattern)');
  const canvas = document.createElement('canvas');
  const above = margin + lines.length * lineHeight;
  canvas.width = (width + margin * 2) * scale;
  canvas.height = (above + height + legend.length * lineHeight + margin * 2) * scale;
  const paint = canvas.getContext('2d');
  if (!paint) throw new Error('There is nothing to draw on.');
  const style = getComputedStyle(document.body);
  paint.scale(scale, scale);
  paint.fillStyle = style.backgroundColor;
  paint.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text: string, x: number, y: number, weight = 400): void => {
    paint.fillStyle = style.color;
    paint.font = `${weight} 14px ${style.fontFamily}`;
    paint.fillText(text, x, y);
  };
  lines.forEach((line, index) =>
    write(line, margin, margin + (index + 0.7) * lineHeight, index === 0 ? 600 : 400),
  );
  paint.drawImage(await drawnImage(selfContained(drawing)), margin, above, width, height);
  const below = above + height + margin;
  for (const [index, words] of legend.entries()) {
    const y = below + index * lineHeight;
    const swatch = swatches[index];
    if (swatch) paint.drawImage(await drawnImage(withPatterns(swatch, patterns)), margin, y, 16, 16);
    write(words, margin + 24, y + 13);
  }
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/u, '');
};

/** Returns a copy of a swatch that includes the patterns of the chart, which it references. */
const withPatterns = (swatch: SVGSVGElement, patterns: Element | null): SVGSVGElement => {
  const copy = selfContained(swatch);
  if (patterns) copy.prepend(patterns.cloneNode(true));
  return copy;
};
