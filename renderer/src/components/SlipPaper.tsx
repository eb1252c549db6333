import { useEffect, useRef, useState, type RefObject } from 'react';
import classes from './SlipPaper.module.css';

const pxPerMm = 96 / 25.4;

/** High enough to measure any slip without scroll bars. */
const measuringPx = 10_000;

/** The width of an element, in pixels. */
const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
};

/**
 * A slip as it is printed, scaled down if it is wider than its place. It is rendered in its own frame, which runs no scripts and loads
 * nothing, whatever the slip contains.
 */
export const SlipPaper = ({
  html,
  widthMm,
  heightMm,
  label,
}: {
  readonly html: string;
  readonly widthMm: number;
  /** The height of a sheet; null for a roll. */
  readonly heightMm: number | null;
  readonly label: string;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const boxPx = useWidth(box);
  const [slipPx, setSlipPx] = useState<number | null>(null);
  const heightPx = Math.max(slipPx ?? 0, (heightMm ?? 0) * pxPerMm);
  const widthPx = widthMm * pxPerMm;
  const scale = boxPx === 0 ? 1 : Math.min(1, boxPx / widthPx);
  return (
    <div ref={box}>
      <div className={classes['box']} style={{ width: widthPx * scale, height: heightPx * scale }}>
        <iframe
          className={classes['paper']}
          title={label}
          sandbox="allow-same-origin"
          srcDoc={html}
          tabIndex={-1}
          style={{
            width: widthPx,
            height: slipPx === null ? measuringPx : heightPx,
            transform: `scale(${scale})`,
          }}
          onLoad={({ currentTarget }) =>
            setSlipPx(currentTarget.contentDocument?.querySelector('.slip')?.scrollHeight ?? 0)
          }
        />
      </div>
    </div>
  );
};
