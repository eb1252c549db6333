import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useRetainedFocus } from '../../components/retained-focus.ts';
import { viewStorage } from '../../components/view-storage.ts';
import { ResizeHandle } from '../../components/ResizeHandle.tsx';
import classes from './ListAndPreview.module.css';
import { t } from '../../../../shared/words/words.ts';

const { keep, restoreKept } = viewStorage('preview.');

/** In pixels. */
const widths = { first: 376, min: 300, max: 900 } as const;

const isWidth = (kept: unknown): kept is number =>
  typeof kept === 'number' && kept >= widths.min && kept <= widths.max;

/** A page with a single list: its choices above, changing content below. */
export const ListPage = ({ children }: { readonly children: ReactNode }) => {
  const page = useRef<HTMLDivElement>(null);
  useRetainedFocus(page);
  return (
    <div ref={page} className={classes['page']}>
      {children}
    </div>
  );
};

/** The bar above a list: what it shows, and actions for the whole list. */
export const ListTools = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['tools']}>{children}</div>
);

/** The end of the bar: the page of the list, and how it is shown. */
export const ToolsEnd = ({ children }: { readonly children: ReactNode }) => (
  <div className={`${classes['tools']} ${classes['end']}`}>{children}</div>
);

type ListAndPreviewProps = {
  readonly id: string;
  readonly label: string;
  readonly previewLabel: string;
  readonly list: ReactNode;
  readonly preview: ReactNode;
};

/**
 * A list and, to its right, a preview of its current row: two panes for F6.
 * @param id the key for storing the chosen width
 */
export const ListAndPreview = ({ id, label, previewLabel, list, preview }: ListAndPreviewProps) => {
  const [width, setWidth] = useState(() => restoreKept<number>(id, isWidth, widths.first));
  return (
    <div className={classes['panes']}>
      <section className={classes['list']} aria-label={label} data-pane tabIndex={-1}>
        {list}
      </section>
      <ResizeHandle
        label={t('Width of {previewLabel}', { previewLabel })}
        width={width}
        min={widths.min}
        max={widths.max}
        resize={(next) => {
          keep(id, next);
          setWidth(next);
        }}
      />
      <section
        className={classes['side']}
        style={{ width }}
        aria-label={previewLabel}
        data-pane
        data-preview
        tabIndex={-1}
      >
        {preview}
      </section>
    </div>
  );
};
