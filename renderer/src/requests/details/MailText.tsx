import type { IncomingMailView } from '../../../../shared/ipc/calls/incoming-mail.ts';
import { t } from '../../../../shared/words/words.ts';
import { Moment } from '../../components/Dates.tsx';
import { Facts } from '../../components/Facts.tsx';
import classes from './DetailsPanel.module.css';
import { LongText } from './Section.tsx';

/** Who sent a mail. */
export const senderOf = ({ senderName, senderAddress }: IncomingMailView) => (
  <Facts>
    {senderName !== '' && <bdi>{senderName}</bdi>}
    {senderAddress !== '' && <bdi>{senderAddress}</bdi>}
  </Facts>
);

/** Who sent a mail, and when. */
export const MailHead = ({ mail }: { readonly mail: IncomingMailView }) => (
  <p className={classes['small']}>
    <Facts>
      {senderOf(mail)}
      <Moment at={mail.at} />
    </Facts>
  </p>
);

/** What a mail says, as plain text, with the names of its attachments. */
export const MailText = ({ mail }: { readonly mail: IncomingMailView }) => (
  <>
    <p dir="auto">
      <strong>{mail.subject === '' ? t('No subject') : mail.subject}</strong>
    </p>
    {mail.text === '' ? <p className={classes['small']}>{t('No text')}</p> : <LongText text={mail.text} />}
    {mail.isCut && (
      <p className={classes['small']}>{t('This e-mail is large: only its beginning was read.')}</p>
    )}
    {mail.attachments.length > 0 && (
      <p className={classes['small']}>
        {t('Attachments, in the mailbox only:')}{' '}
        {mail.attachments.map((name, at) => (
          <span key={at}>
            {at > 0 && ', '}
            <bdi>{name}</bdi>
          </span>
        ))}
      </p>
    )}
  </>
);
