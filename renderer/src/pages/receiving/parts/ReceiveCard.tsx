import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { DueDay } from '../../../components/Dates.tsx';
import classes from '../../../components/StepWords.module.css';
import { tx } from '../../../components/tx.ts';
import { destinationAhead, WhereTo, whereToWords, type Words } from '../../../components/WhereTo.tsx';
import { missingOf, senderOf, staysOf } from '../../../machines/receiving.parcel.ts';
import { go } from '../../../places/routes.ts';
import { usePartnersToAsk } from '../../../requests/PartnerChoice.tsx';
import { queueScans } from '../../../scanner/scan-target.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { Facts, factWords } from '../../../components/Facts.tsx';

/** The name of the sender: the chosen partner, or the only possible one; empty if it is not known yet. */
const useSenderName = (): string => {
  const sender = useReceivingSelector(({ context }) => senderOf(context));
  const chosen = useReceivingSelector(({ context }) => context.more.details.partnerId) ?? null;
  const partners = usePartnersToAsk(chosen !== null);
  return partners.data?.find(({ id }) => id === chosen)?.name ?? sender?.name ?? '';
};

/** For whom, from whom, until when, and the pickup location unless shown above. */
const useFacts = ({ request, destination }: ReceiveForm): readonly ReactNode[] => {
  const typed = useReceivingSelector(({ context }) => context.more.details.dueOn);
  const named = useReceivingSelector(({ context }) => senderOf(context)?.dueOn);
  const senderName = useSenderName();
  const dueOn = typed ?? named;
  const { patronName, pickupName } = request;
  const partner = senderName || request.partnerName;
  return [
    patronName === '' ? t('no requester') : tx('for {patron}', { patron: <bdi>{patronName}</bdi> }),
    partner === '' ? t('partner not known') : tx('from {partner}', { partner: <bdi>{partner}</bdi> }),
    dueOn ? tx('due back {date}', { date: <DueDay date={dueOn} /> }) : t('no due date'),
    ...(pickupName === '' || pickupName === destination.deskName
      ? []
      : [tx('pickup at {pickup}', { pickup: <bdi>{pickupName}</bdi> })]),
  ];
};

/** The request in two lines: its title, and its facts. */
const About = ({ form }: { readonly form: ReceiveForm }) => {
  const { title, author } = form.request;
  const facts = useFacts(form);
  return (
    <>
      <h2 className={classes['title']} title={factWords([title, author])}>
        <Facts>
          <bdi>{title}</bdi>
          {author !== '' && <bdi className={classes['author']}>{author}</bdi>}
        </Facts>
      </h2>
      <p className={`${classes['facts']} ${classes['quiet']}`}>
        <Facts>{facts}</Facts>
      </p>
    </>
  );
};

/** Closes the form and returns the item instead. */
const ReturnIt = ({ code }: { readonly code: string }) => {
  const receiving = useReceiving();
  return (
    <Button
      variant="default"
      onClick={() => {
        receiving.send({ type: 'form.closed' });
        queueScans([code]);
        go({ page: 'return-items' });
      }}
    >
      {t('Return it')}
    </Button>
  );
};

/** Where the item will go once it is received: items not for the patron go back. Before that choice, why it is needed. */
const useAhead = (form: ReceiveForm): Words & { readonly isChosen: boolean } => {
  const goesBack = useReceivingSelector(({ context }) => context.use === 'goes-back');
  const senderName = useSenderName();
  const isChosen = useReceivingSelector(({ context }) => missingOf(context) !== 'use');
  const stays = staysOf(form);
  // The item stays where it is: only its barcode is missing.
  if (stays !== null)
    return {
      isChosen: false,
      ...whereToWords({ kind: stays, name: form.request.patronName }, ''),
      sign: 'look',
    };
  if (!isChosen) return { isChosen, sign: 'look', word: t('CHECK FIRST'), name: '' };
  if (goesBack)
    return { isChosen, sign: 'back', word: t('Back to partner'), name: senderName || t('The partner') };
  return { isChosen, ...destinationAhead(form.destination, form.request.patronName) };
};

/** The open request, in the place that will later say where its item goes. A volume that was just received is shown there instead. */
export const ReceiveCard = ({ form }: { readonly form: ReceiveForm }) => {
  const isShown = useReceivingSelector(({ context }) => context.feedback?.kind === 'received');
  const { isChosen, ...words } = useAhead(form);
  if (isShown) return null;
  return (
    <div data-area="card">
      <WhereTo
        card
        ahead={isChosen}
        {...words}
        actions={form.toReturn !== null && <ReturnIt code={form.toReturn} />}
      >
        {form.known && <p className={classes['facts']}>{form.known.words}</p>}
        {!isChosen && form.choice && <p className={classes['facts']}>{form.choice.why}</p>}
        <About form={form} />
      </WhereTo>
    </div>
  );
};
