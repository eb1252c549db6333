import { useState } from 'react';
import type { MenuKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ResizeHandle } from '../../components/ResizeHandle.tsx';
import { keep, restoreKept } from '../request-storage.ts';
import type { DetailsPlace } from '../requests.types.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import classes from './DetailsSide.module.css';
import { useOpened } from './open-details.ts';
import { t } from '../../../../shared/words/words.ts';

const isWidth = (kept: unknown): kept is number => typeof kept === 'number' && kept >= 200 && kept <= 4000;

/** The width of the details, in pixels. */
const widths = { first: 376, min: 300, max: 900 } as const;
/** Their initial share of the window, so that the list beside them stays readable. */
const firstShare = 0.265;
const firstWidth = (): number =>
  Math.max(widths.min, Math.min(widths.first, Math.round(innerWidth * firstShare)));

type DetailsSideProps = {
  readonly place: DetailsPlace;
  readonly state: AppState;
  /** The main step of the list, offered whenever the request allows it. */
  readonly step?: MenuKind | null;
  /** Whether the list leaves room for the details in a narrower window too. */
  readonly beside?: boolean;
  /** How the request relates to the list; null if it is in it. */
  readonly remark?: string | null;
};

/** The details beside a page's list, with a width chosen by the user; nothing while none are open. */
export const DetailsSide = ({
  place,
  state,
  step = null,
  beside = false,
  remark = null,
}: DetailsSideProps) => {
  const [width, setWidth] = useState(() => restoreKept<number>('width', isWidth, firstWidth()));
  const opened = useOpened(place);
  if (!opened) return null;
  return (
    <div className={classes['side']} data-details data-beside={beside || undefined}>
      <ResizeHandle
        label={t('Details width')}
        width={width}
        min={widths.min}
        max={widths.max}
        resize={(next) => {
          keep('width', next);
          setWidth(next);
        }}
      />
      <DetailsPanel opened={opened} state={state} width={width} step={step} remark={remark} />
    </div>
  );
};
