import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { placeInSet } from '../../../../shared/domain/volume-names.ts';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import scanPage from '../../components/ScanPage.module.css';
import { DueDay } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { WhereTo, whereToWords } from '../../components/WhereTo.tsx';
import { WindowFooter } from '../../components/WindowFooter.tsx';
import { PartnerChoice, usePartnersToAsk } from '../../requests/PartnerChoice.tsx';
import { useScanPage, useScanPageSelector } from '../../steps/scan-page/scan-page-actor.ts';
import classes from './ReturnWindow.module.css';
import { t } from '../../../../shared/words/words.ts';

const Address = ({ goesTo }: { readonly goesTo: ReturnLook['goesTo'] }) => {
  const lines = [...goesTo.address, goesTo.email, goesTo.phone].filter((line) => line !== '');
  if (lines.length === 0) return <p className={scanPage['detail']}>{t('No address is recorded.')}</p>;
  return (
    <address className={classes['address']}>
      {[...new Set(lines)].map((line) => (
        <div key={line}>
          <bdi>{line}</bdi>
        </div>
      ))}
    </address>
  );
};

const Facts = ({ look }: { readonly look: ReturnLook }) => {
  return (
    <dl className={scanPage['facts']}>
      <div>
        <dt>{t('Item barcode')}</dt>
        <dd>{look.barcode === '' ? t('no barcode') : <bdi>{look.barcode}</bdi>}</dd>
      </div>
      <div>
        <dt>{t('External identifier')}</dt>
        <dd>
          <bdi>{look.externalId}</bdi>
        </dd>
      </div>
      {look.inSet && (
        <div>
          <dt>{t('Volume')}</dt>
          <dd>{placeInSet(look)}</dd>
        </div>
      )}
      <div>
        <dt>{t('Due back')}</dt>
        <dd>{look.dueOn ? <DueDay date={look.dueOn} /> : t('no date given')}</dd>
      </div>
    </dl>
  );
};

const notKnown = 'not-known';

/** Asks for the item's partner if it was not recorded: `confirm` takes the return once it is chosen. */
const usePartnerAsked = ({ partnerMissing }: ReturnLook) => {
  const actor = useScanPage();
  const [partner, setPartner] = useState('');
  const [isAsked, setAsked] = useState(false);
  const field = useRef<HTMLElement>(null);
  const confirm = (): void => {
    if (!partnerMissing) return actor.send({ type: 'return.confirmed' });
    if (partner !== '') {
      const partnerId = partner === notKnown ? null : (Number(partner) as PartnerId);
      return actor.send({ type: 'return.confirmed', partnerId });
    }
    setAsked(true);
    field.current?.focus();
  };
  return { partner, setPartner, field, confirm, error: isAsked && partner === '' };
};

const PartnerAsked = ({ asked }: { readonly asked: ReturnType<typeof usePartnerAsked> }) => {
  const { partner, setPartner, field, error } = asked;
  return (
    <PartnerChoice
      controlRef={field}
      value={partner}
      choose={setPartner}
      further={[{ value: notKnown, label: t('Not known') }]}
      description={
        partner === notKnown
          ? t('It goes back without a letter. Record the check-in by hand later.')
          : t('The partner that lent it isn’t recorded. Check its paperwork, or the stamp in the book.')
      }
      error={error && t('Choose the partner, or “Not known”.')}
    />
  );
};

/** The destination; a partner chosen here replaces the one that was not recorded. */
const GoesTo = ({ look: { goesTo }, partner }: { readonly look: ReturnLook; readonly partner: string }) => {
  const partners = usePartnersToAsk(partner !== '');
  const chosen = partners.data?.find(({ id }) => String(id) === partner);
  return (
    <WhereTo {...whereToWords({ kind: goesTo.kind, name: chosen?.name ?? goesTo.name }, '')}>
      {!chosen && <Address goesTo={goesTo} />}
    </WhereTo>
  );
};

const Look = ({ look }: { readonly look: ReturnLook }) => {
  const actor = useScanPage();
  const waiting = useScanPageSelector(({ context }) => context.waiting.length);
  const ok = useRef<HTMLButtonElement>(null);
  const asked = usePartnerAsked(look);
  const { field } = asked;
  // Before the first paint: an immediate Enter must reach the OK button, not the box behind the window.
  useLayoutEffect(() => {
    const first = field.current ?? ok.current;
    // The window's focus trap focuses the element with this attribute shortly after opening.
    first?.setAttribute('data-autofocus', 'true');
    first?.focus();
  }, [field]);
  return (
    <Stack gap="md">
      <GoesTo look={look} partner={asked.partner} />
      <div>
        <Text fw={700} size="lg">
          <Outside text={look.title} />
        </Text>
        <Outside text={look.author} lines={1} />
        <Facts look={look} />
      </div>
      {look.remarks.map((remark) => (
        <p key={remark} className={classes['remark']}>
          <bdi>{remark}</bdi>
        </p>
      ))}
      {look.partnerMissing && <PartnerAsked asked={asked} />}
      {look.told.length > 0 && <Text size="sm">{look.told.join(' ')}</Text>}
      <WindowFooter>
        <Group justify="space-between">
          <Text role="status">
            {waiting > 0 && t('{waiting} {waiting, plural, one {scan} other {scans}} waiting', { waiting })}
          </Text>
          <Group>
            <Button variant="default" onClick={() => actor.send({ type: 'closed' })}>
              {t('Cancel (Esc)')}
            </Button>
            <Button ref={ok} onClick={asked.confirm}>
              {t('OK')}
            </Button>
          </Group>
        </Group>
      </WindowFooter>
    </Stack>
  );
};

/** Shows the library that an item goes back to, with its address, before OK prints the slip. Further scans wait. */
export const ReturnWindow = () => {
  const actor = useScanPage();
  const look = useScanPageSelector(({ context: { subject } }) =>
    subject?.kind === 'return' ? subject.look : null,
  );
  const deciding = useScanPageSelector((snapshot) => snapshot.hasTag('deciding'));
  return (
    <Modal
      opened={deciding && look !== null}
      onClose={() => actor.send({ type: 'closed' })}
      title={t('Return item')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('Close') }}
      closeOnClickOutside={false}
      returnFocus={false}
    >
      {look && <Look key={look.itemId} look={look} />}
    </Modal>
  );
};
