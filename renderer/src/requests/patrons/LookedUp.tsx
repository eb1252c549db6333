import { Text } from '@mantine/core';
import IconBan from '@tabler/icons-react/icons/IconBan';
import { formatDate } from '../../../../shared/domain/dates.ts';
import { blockWords } from '../../../../shared/domain/patron-blocks.ts';
import type { CardLookUp } from '../../../../shared/ipc/calls/look-ups.ts';
import { t } from '../../../../shared/words/words.ts';
import { useLookUp } from '../../api/look-ups.ts';
import { useAppState } from '../../api/queries.ts';
import { Facts } from '../../components/Facts.tsx';
import { OutsideWords } from '../../components/Outside.tsx';
import { tx } from '../../components/tx.ts';

/** What this desk knows of the patron itself. */
type Known = { readonly name: string; readonly email: string };
const unknown: Known = { name: '', email: '' };

const useSystem = (): string => useAppState().data?.settings.otherSystem.name.trim() || t('The other system');

const isOther = (said: string, known: string): boolean =>
  said !== '' && said.toLowerCase() !== known.toLowerCase();

type Found = Extract<CardLookUp, { readonly state: 'found' }>;

const FoundPatron = ({ found, known }: { readonly found: Found; readonly known: Known }) => {
  const system = useSystem();
  const { name, email, library, expiresOn, message } = found;
  const blocks = blockWords(found);
  return (
    <>
      <Text size="xs" c="dimmed">
        <bdi>{system}</bdi>
        {': '}
        <Facts>
          {isOther(name, known.name) && <OutsideWords text={name} />}
          {isOther(email, known.email) && <OutsideWords text={email} />}
          {library !== '' && <OutsideWords text={library} />}
          {expiresOn === null
            ? t('no expiry date')
            : t('card valid until {day}', { day: formatDate(expiresOn) })}
          {blocks === '' && t('not blocked')}
        </Facts>
      </Text>
      {blocks !== '' && (
        <Text c="var(--desk-stop)" fw={600}>
          <IconBan size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} />{' '}
          {t('Blocked: {blocks}', { blocks })}
        </Text>
      )}
      {message !== '' && (
        <Text size="xs" c="dimmed">
          {tx('Message: {message}', { message: <OutsideWords text={message} /> })}
        </Text>
      )}
    </>
  );
};

/** The answer of the library's other system about a card. */
export const CardAnswer = ({
  lookUp,
  known = unknown,
}: {
  readonly lookUp: CardLookUp;
  readonly known?: Known;
}) => {
  const system = useSystem();
  switch (lookUp.state) {
    case 'asking':
      return null;
    case 'found':
      return <FoundPatron found={lookUp} known={known} />;
    case 'not-found':
      return (
        <Text size="xs" c="dimmed">
          {t('{system} does not know this card.', { system })}
        </Text>
      );
    case 'failed':
      return (
        <Text size="xs" c="dimmed">
          {t('The card could not be looked up. {words}', { words: lookUp.words })}
        </Text>
      );
  }
};

/**
 * What the library's other system says about a card, once the answer has arrived: nothing waits for it. The record here stays
 * as it is, and what differs is shown beside it.
 */
export const LookedUp = ({ card, known }: { readonly card: string; readonly known?: Known }) => {
  const lookUp = useLookUp(card);
  return (
    <div role="status" aria-label={t('In the other system')}>
      {lookUp !== null && <CardAnswer lookUp={lookUp} {...(known && { known })} />}
    </div>
  );
};
