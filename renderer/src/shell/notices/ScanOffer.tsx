import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ScanFound } from '../../../../shared/ipc/calls/scanning.ts';
import { scanSteps } from '../../../../shared/domain/scan-anything.ts';
import { ask, RefusedError, sentenceOf } from '../../api/desk.ts';
import words from '../../components/StepWords.module.css';
import { Waiting } from '../../steps/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { refusalWords } from '../../components/refusals.ts';
import { WhereTo } from '../../components/WhereTo.tsx';
import { go, startOf, useRoute, type Route } from '../../places/routes.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { dropOffer, useOfferedScan } from '../../scanner/scan-offer.ts';
import { queueScans, type PageScan } from '../../scanner/scan-target.ts';
import { isWindowOpen } from '../../components/window-open.ts';
import classes from './ScanOffer.module.css';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { Facts } from '../../components/Facts.tsx';

const placeOf = ({ next, requestId }: ScanFound): Route =>
  next === 'request' ? { page: 'requests', request: requestId, view: null } : startOf(scanSteps[next].page);

const take = (found: ScanFound): void => {
  if (found.next !== 'request') queueScans(found.codes);
  go(placeOf(found));
  dropOffer();
};

/** Back to work: with the card, its buttons lose the focus. */
const leave = (): void => {
  dropOffer();
  focusScanBox();
};

const Found = ({ found }: { readonly found: ScanFound }) => {
  const button = useRef<HTMLButtonElement>(null);
  // Enter takes the step: the Enter of the next scan never reaches a button.
  useEffect(() => {
    if (!isWindowOpen()) button.current?.focus();
  }, [found]);
  return (
    <>
      <Text fw={700} lineClamp={2}>
        <Outside text={found.title} />
      </Text>
      <Text>
        <Facts>
          <bdi>{found.code}</bdi>
          <>
            {found.sentence}
            {found.kind !== 'patron' && found.patronName !== '' && (
              <>
                {' '}
                {tx('For {patronName}{part}', {
                  patronName: <Outside text={found.patronName} />,
                  part: !found.patronName.endsWith('.') && '.',
                })}
              </>
            )}
          </>
        </Facts>
      </Text>
      <Group>
        {found.refusal === null ? (
          <Button ref={button} onClick={() => take(found)}>
            {scanSteps[found.next].label}
          </Button>
        ) : (
          <Text c="var(--desk-stop)">{found.refusal}</Text>
        )}
        <Button variant="default" onClick={leave}>
          {t('Leave as is')}
        </Button>
      </Group>
    </>
  );
};

/** A few words readable from afar, and below them the sentence that says what to do, which would not fit in large letters. */
const Stop = ({ name, sentence }: { readonly name: string; readonly sentence: string }) => (
  <WhereTo sign="stop" word={t('STOP')} name={name}>
    <p className={words['facts']}>
      <bdi>{sentence}</bdi>
    </p>
  </WhereTo>
);

type Look = {
  readonly data: ScanFound | undefined;
  readonly error: Error | null;
  readonly isLoading: boolean;
};

/** Looks a scan up. @param scan null: none, or only a part of its code arrived */
const useLook = (scan: PageScan | null): Look =>
  useQuery({
    queryKey: ['requests', 'scanned', scan?.code ?? ''],
    queryFn: () => ask('scanning.look', { code: scan?.code ?? '' }),
    enabled: scan !== null,
    gcTime: 0,
  });

/** Whether a scan can be the book of a parcel. An item that was here before and has left offers no other action. */
const mayBeBook = ({ data, error }: Look): boolean =>
  (error instanceof RefusedError && error.refusal.code === 'identifier-unknown') ||
  (data?.kind === 'item' && data.next === 'request');

const isPaperwork = (found: ScanFound | undefined): found is ScanFound =>
  found?.kind === 'request' && found.next === 'receive' && found.refusal === null;

/** The current scan, and the complete one before it: both may come before the first is looked up. */
const useScans = (scan: PageScan): { readonly now: PageScan; readonly before: PageScan | null } => {
  const [scans, setScans] = useState<{ readonly now: PageScan; readonly before: PageScan | null }>({
    now: scan,
    before: null,
  });
  if (scans.now === scan) return scans;
  const next = { now: scan, before: scans.now.partial ? scans.before : scans.now };
  setScans(next);
  return next;
};

const Offer = ({ scan }: { readonly scan: PageScan }) => {
  const { before } = useScans(scan);
  const paperwork = useLook(before);
  const look = useLook(scan.partial ? null : scan);
  const mayBelong = !scan.partial && before !== null && mayBeBook(look);
  const parcel = mayBelong && isPaperwork(paperwork.data) ? paperwork.data : null;
  useEffect(() => {
    if (parcel) take({ ...parcel, codes: [...parcel.codes, scan.code] });
  }, [parcel, scan.code]);
  if (mayBelong && paperwork.isLoading) return <Waiting rows={2} />;
  if (parcel) return <Waiting rows={2} />;
  if (scan.partial)
    return <Stop name={t('incomplete scan')} sentence={t('Only part of the code arrived. Scan it again.')} />;
  if (look.error) {
    const { error } = look;
    const name = error instanceof RefusedError ? refusalWords(error.refusal.code) : t('not looked up');
    return <Stop name={name} sentence={sentenceOf(error)} />;
  }
  return look.data ? <Found found={look.data} /> : <Waiting rows={2} />;
};

/** A scan on a page that is not made for it: what it is, and a suggested action, in front of the page. Nothing happens automatically. */
export const OfferedScan = () => {
  const scan = useOfferedScan();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    addEventListener('hashchange', dropOffer);
    return () => removeEventListener('hashchange', dropOffer);
  }, []);
  useEffect(() => {
    if (scan && !isWindowOpen()) panel.current?.focus();
  }, [scan]);
  if (!scan) return null;
  return (
    <div className={classes['place']}>
      <div
        ref={panel}
        className={classes['card']}
        tabIndex={-1}
        role="region"
        aria-label={t('Scanned')}
        onKeyDown={({ key }) => {
          if (key === 'Escape') leave();
        }}
      >
        <Stack gap="sm">
          <Offer scan={scan} />
        </Stack>
      </div>
    </div>
  );
};

/** The same on every page except Today, which shows it below its own scan box. */
export const ScanOffer = () => (useRoute().page === 'today' ? null : <OfferedScan />);
