import IconDatabaseX from '@tabler/icons-react/icons/IconDatabaseX';
import IconMailOff from '@tabler/icons-react/icons/IconMailOff';
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause';
import IconPlugX from '@tabler/icons-react/icons/IconPlugX';
import type { ReactNode } from 'react';
import { calendarDateIn, formatDayOf, formatTime } from '../../../../shared/domain/dates.ts';
import { isMailMissing, mailSentence, mailWords } from '../../../../shared/domain/letters/mail-states.ts';
import type {
  Connection,
  OtherSystemConnection,
  PartnerConnection,
} from '../../../../shared/ipc/calls/connections.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { AppState, MailState } from '../../../../shared/ipc/views.ts';
import { useConnections, useHubStatus } from '../../api/queries.ts';
import { useBackupLate } from '../../components/BackupLate.tsx';
import { useTimeZone, useToday } from '../../components/today.ts';
import { hashOf } from '../../places/routes.ts';
import { hubFacts, isDisconnected, useHubWords } from '../hub/hub-states.ts';
import { stateTones, stateWords } from './connection-states.ts';
import classes from './Connections.module.css';
import { t } from '../../../../shared/words/words.ts';

type SaidProps = {
  /** `stop`: someone must act; `look`: it resolves itself once the other side responds. */
  readonly tone: 'stop' | 'look';
  readonly icon: typeof IconMailOff;
  readonly words: string;
  readonly tip: string;
  readonly href: string;
};

/** A problem in a few words, linked to the place where it can be solved. */
const Said = ({ tone, icon: Icon, words, tip, href }: SaidProps) => (
  <a className={classes['said']} data-tone={tone} href={href} title={tip}>
    <Icon size={16} aria-hidden />
    <span>{words}</span>
  </a>
);

const HubSaid = ({ status }: { readonly status: HubStatus }) => {
  const { what, needsPerson, icon } = hubFacts[status.state];
  const waiting =
    status.waiting > 0 &&
    t('{count, plural, one {One step is} other {# steps are}} waiting here to be shared.', {
      count: status.waiting,
    });
  return (
    <Said
      tone={needsPerson ? 'stop' : 'look'}
      icon={icon}
      words={useHubWords(status)}
      tip={waiting === false ? what : `${what} ${waiting}`}
      href={hashOf({ page: 'settings', section: 'sync' })}
    />
  );
};

/** The states of mail, and that letters wait for the hub. */
const statesHere = {
  ...mailWords,
  held: {
    short: t('Letters wait for the hub'),
    meaning: t('Letters wait until this workstation reconnects to the hub.'),
  },
};

/** Returns the state of mail. Only one of several workstations sends letters, which it holds back while disconnected from the others. */
const mailStateOf = (mail: MailState, isAway: boolean): keyof typeof statesHere =>
  mail.state === 'ready' && isAway ? 'held' : mail.state;

/** Whether the header mentions mail: letters are stuck, or a configured account does not work. */
const isWrong = (state: keyof typeof statesHere, waiting: number): boolean => {
  if (state === 'none' || state === 'held') return waiting > 0;
  return state !== 'ready';
};

/** `No mail account · 21 letters waiting since 3 Nov` */
const useMailWords = (words: string, { waiting, waitingSince }: MailState): string => {
  const timeZone = useTimeZone();
  const today = useToday();
  if (waiting === 0 || waitingSince === null) return words;
  const day = calendarDateIn(new Date(waitingSince), timeZone);
  return t('{words} · {waiting, plural, one {# letter} other {# letters}} waiting since {since}', {
    words,
    waiting,
    since: day === today ? formatTime(waitingSince, timeZone) : formatDayOf(day, today),
  });
};

const MailSaid = ({ mail, state }: { readonly mail: MailState; readonly state: keyof typeof statesHere }) => {
  const { short, meaning } = statesHere[state];
  const isMissing = state !== 'held' && isMailMissing(state);
  return (
    <Said
      tone={isMissing && mail.waiting > 0 ? 'stop' : 'look'}
      icon={IconMailOff}
      words={useMailWords(short, mail)}
      tip={mail.words || meaning}
      href={hashOf(isMissing ? { page: 'settings', section: 'mail' } : { page: 'letters' })}
    />
  );
};

const BackupSaid = ({ words, tip }: { readonly words: string; readonly tip: string }) => (
  <Said
    tone="stop"
    icon={IconDatabaseX}
    words={words}
    tip={tip}
    href={hashOf({ page: 'today', card: null })}
  />
);

/** Partners' systems, or the other one, for which something waits and that cannot be reached. */
const UnreachedSaid = ({ partners }: { readonly partners: readonly Connection[] }) => {
  const [first, ...more] = partners;
  if (!first) return null;
  const lack = lackOf(first);
  const one =
    lack !== null ? `${first.name}: ${lack}` : t('{name}: connection problem', { name: first.name });
  const several = partners.every(({ state }) => state === 'down')
    ? t('{count} partners: connection problem', { count: partners.length })
    : t('{count} partners: {waiting, plural, one {# letter} other {# letters}} waiting', {
        count: partners.length,
        waiting: partners.reduce((sum, { waiting }) => sum + waiting, 0),
      });
  const words = more.length > 0 ? several : one;
  return (
    <Said
      tone={partners.some((partner) => lackOf(partner) !== null) ? 'stop' : 'look'}
      icon={IconPlugX}
      words={words}
      tip={partners.map(tipOf).join('\n')}
      href={hashOf({ page: 'connections' })}
    />
  );
};

/** Partners whose letters staff hold back. */
const HeldSaid = ({ partners }: { readonly partners: readonly PartnerConnection[] }) => {
  const [first, ...more] = partners;
  if (!first) return null;
  return (
    <Said
      tone="look"
      icon={IconPlayerPause}
      words={
        more.length > 0
          ? t('{count} partners on hold', { count: partners.length })
          : t('{name} on hold', { name: first.name })
      }
      tip={partners
        .map(({ name, waiting }) =>
          t('{name}: {waiting, plural, =0 {no letters wait} one {# letter waits} other {# letters wait}}', {
            name,
            waiting,
          }),
        )
        .join('\n')}
      href={hashOf({ page: 'connections' })}
    />
  );
};

/** That staff hold back what is sent to the other system, by all protocols. */
const OtherSystemHeld = ({ connections }: { readonly connections: readonly OtherSystemConnection[] }) => (
  <Said
    tone="look"
    icon={IconPlayerPause}
    words={t('{name} on hold', { name: connections[0]?.system ?? '' })}
    tip={t(
      '{waiting, plural, =0 {No messages are waiting} one {# message is waiting} other {# messages are waiting}}',
      {
        waiting: connections.reduce((sum, { waiting }) => sum + waiting, 0),
      },
    )}
    href={hashOf({ page: 'connections' })}
  />
);

const isUnreached = ({ waiting, state }: Connection): boolean =>
  waiting > 0 && (stateTones[state] === 'look' || stateTones[state] === 'stop');

const tipOf = ({ name, state, words }: Connection): string => `${name}: ${lackOf({ state }) ?? words}`;

/** What this workstation lacks for a connection; null if it lacks nothing. */
const lackOf = ({ state }: Pick<Connection, 'state'>): string | null =>
  stateTones[state] === 'stop' ? stateWords[state] : null;

/** Names the dot: nothing is wrong with a connection, but letters may need staff. */
const dotWords = ({ state, needPerson }: MailState): string => {
  if (needPerson > 0)
    return t('Connections: {needPerson, plural, one {# letter needs} other {# letters need}} attention', {
      needPerson,
    });
  return state === 'none' ? t('Connections: no mail account') : t('Connections: all in order');
};

/** Everything works: a dot, with its meaning in the tooltip and for screen readers. */
const Dot = ({ mail, hub }: { readonly mail: MailState; readonly hub: HubStatus | null }) => {
  const lines = [
    mailSentence(mail),
    mail.waiting > 0 && t('{waiting, plural, one {# letter} other {# letters}} waiting', mail),
    hub && hubFacts[hub.state].what,
  ].filter(Boolean);
  return (
    <a
      className={classes['dot']}
      data-quiet={mail.state === 'none' || undefined}
      href={hashOf({ page: mail.state === 'ready' && mail.needPerson === 0 ? 'connections' : 'letters' })}
      aria-label={dotWords(mail)}
      title={lines.join('\n')}
    />
  );
};

/** Mail, hub, partners' systems and backups: a dot while all is well, and a message about each problem. */
export const Connections = ({ state: { mail, backups, settings } }: { readonly state: AppState }) => {
  const { data: status } = useHubStatus();
  const { data: exchange } = useConnections();
  const partners = exchange?.partners ?? [];
  const held = partners.filter((partner) => partner.held !== null);
  const unreached = partners.filter((partner) => partner.held === null && isUnreached(partner));
  const otherSystem = exchange?.otherSystem ?? [];
  const { isHeld } = settings.ncip;
  const hub = status && status.state !== 'alone' ? status : null;
  const isAway = hub !== null && isDisconnected(hub.state);
  const mailState = mailStateOf(mail, isAway);
  const backupWords = useBackupLate(backups);
  const said: readonly ReactNode[] = [
    backupWords !== null && <BackupSaid key="backup" words={backupWords} tip={backups.words} />,
    isWrong(mailState, mail.waiting) && <MailSaid key="mail" mail={mail} state={mailState} />,
    isAway && <HubSaid key="hub" status={hub} />,
    held.length > 0 && <HeldSaid key="held" partners={held} />,
    unreached.length > 0 && <UnreachedSaid key="partners" partners={unreached} />,
    isHeld && otherSystem.length > 0 && <OtherSystemHeld key="other-system" connections={otherSystem} />,
    ...(isHeld
      ? []
      : otherSystem
          .filter(isUnreached)
          .map((connection) => <UnreachedSaid key={connection.way} partners={[connection]} />)),
  ].filter(Boolean);
  return (
    <div className={classes['connections']}>{said.length > 0 ? said : <Dot mail={mail} hub={hub} />}</div>
  );
};
