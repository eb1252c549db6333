import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { KeyboardEvent } from 'react';
import { itemStatusLabel } from '../../../../../shared/domain/item-status.ts';
import { isSet, volumeWords } from '../../../../../shared/domain/volume-names.ts';
import type { TodayRow } from '../../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import scanPage from '../../../components/ScanPage.module.css';
import words from '../../../components/StepWords.module.css';
import type { TablePlace } from '../../../components/table/use-table.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import { useScanTarget } from '../../../scanner/scan-target.ts';
import { CodeBox } from '../../../steps/CodeBox.tsx';
import { stepRefusal } from '../../../steps/step-refusal.ts';
import classes from './GiveBarcodes.module.css';
import type { Bare, NotGiven } from './giving.ts';
import { useGiving } from './use-giving.ts';
import { Facts } from '../../../components/Facts.tsx';

/** The volume that gets the next barcode, readable with the book in hand. */
const About = ({ target: { row, volume } }: { readonly target: Bare }) => (
  <div className={classes['about']}>
    <p className={words['title']} title={row.title}>
      <bdi>{row.title}</bdi>
    </p>
    <p className={`${words['facts']} ${words['quiet']}`}>
      <Facts>
        <bdi>{row.externalId}</bdi>
        {row.patronName !== '' && <bdi>{row.patronName}</bdi>}
        {itemStatusLabel(volume.status)}
        {isSet(row.volumesExpected, volume.volume) &&
          volumeWords({ volume: volume.volume, volumesExpected: row.volumesExpected })}
      </Facts>
    </p>
  </div>
);

/** Why a code was not accepted, according to its severity. */
const NotTaken = ({ notGiven: { alarm, name, message } }: { readonly notGiven: NotGiven }) => {
  const isStop = alarm === 'stop';
  return (
    <div role={isStop ? 'alert' : 'status'}>
      <WhereTo small sign={isStop ? 'stop' : 'look'} word={isStop ? t('STOP') : t('CHECK')} name={name}>
        <p className={words['facts']}>
          <bdi>{message}</bdi>
        </p>
      </WhereTo>
    </div>
  );
};

type GiveBarcodesProps = {
  readonly state: AppState;
  readonly place: TablePlace;
  readonly rowAt: (index: number) => TodayRow | undefined;
  /** Called with the request that gets the next barcode. */
  readonly shown: (row: TodayRow | null) => void;
};

/**
 * The box that assigns barcodes to imported volumes: scan after scan, row after row; the arrow keys or an identifier jump to another row.
 */
export const GiveBarcodes = ({ state, place, rowAt, shown }: GiveBarcodesProps) => {
  const { cursor, total, scroller } = place;
  const { giving, target } = useGiving({ total, rowAt, at: cursor.at }, cursor.set);
  const { turn, notGiven } = giving;
  const index = target?.index ?? null;
  const row = target?.row ?? null;
  useEffect(() => shown(row), [row, shown]);
  useEffect(() => {
    scroller.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [index, scroller]);
  useScanTarget(({ code, partial }) => {
    if (partial)
      giving.refuse({
        code,
        alarm: 'stop',
        name: t('incomplete scan'),
        message: t('Only part of the code arrived. Scan it again.'),
      });
    else void giving.enter(code);
  });
  if (!target) return null;
  const why = stepRefusal(state, 'correct', target.row);
  if (why !== null) return <p className={words['facts']}>{why}</p>;
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    cursor.set(Math.max(0, Math.min(total - 1, target.index + step)));
  };
  return (
    <section className={classes['giving']} aria-label={t('Give barcodes')} onKeyDown={walk}>
      <About target={target} />
      <CodeBox
        label={t('Barcode for {externalId}', { externalId: target.row.externalId })}
        button={t('Save')}
        turn={turn}
        turnOf={() => ({ text: notGiven?.code ?? '', focus: true })}
        enter={(code) => void giving.enter(code)}
      >
        <Button variant="default" className={scanPage['boxButton'] ?? ''} onClick={giving.skip}>
          {t('Skip')}
        </Button>
      </CodeBox>
      {notGiven && <NotTaken notGiven={notGiven} />}
    </section>
  );
};
