import { Button, Text } from '@mantine/core';
import { mayHaveBeenSent, messageLabel } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow, LetterView } from '../../../../shared/ipc/calls/letters.ts';
import { LetterText } from '../../components/LetterText.tsx';
import { Preview } from '../../requests/lists/Preview.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { LetterState } from './letter-tables.tsx';
import { useLetter, type LetterAct } from './letter-acts.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { Facts } from '../../components/Facts.tsx';

/** The recipient and their address. */
const Reader = ({ row, letter }: { readonly row: LetterRow; readonly letter: LetterView | undefined }) => (
  <Text size="sm" component="div">
    {tx('To {readerName}{letter}', {
      readerName: <bdi>{row.readerName || t('(no recipient recorded)')}</bdi>,
      letter: letter && letter.address !== '' && (
        <>
          {' '}
          (<bdi>{letter.address}</bdi>)
        </>
      ),
    })}
  </Text>
);

/** The sender, and the address for replies. */
const Sender = ({ from }: { readonly from: LetterView['from'] }) =>
  from && (
    <Text size="sm" component="div">
      <Facts>
        {tx('From {isNamed, select, yes {{name} ({address})} other {{address}}}', {
          name: <bdi>{from.name}</bdi>,
          address: <bdi>{from.address}</bdi>,
          isNamed: from.name === '' ? 'no' : 'yes',
        })}
        {from.replyTo !== null && tx('replies go to {address}', { address: <bdi>{from.replyTo}</bdi> })}
      </Facts>
    </Text>
  );

const Body = ({ id }: { readonly id: number }) => {
  const letter = useLetter(id);
  if (letter.isError) return <LoadFailed error={letter.error} retry={() => void letter.refetch()} />;
  if (!letter.data) return <Waiting rows={6} />;
  const { subject, body, frozen } = letter.data;
  return (
    <>
      {!frozen && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('Preview: the text is final when it is sent.')}
        </Text>
      )}
      <LetterText label={t('Letter text')} subject={subject} body={body} />
    </>
  );
};

/** One letter: its recipient, text, state, and possible actions. */
export const LetterPreview = ({
  row,
  acts,
  refusal,
  takesFocus,
  back,
}: {
  readonly row: LetterRow;
  /** The available actions, the most useful first. */
  readonly acts: readonly LetterAct[];
  /** Why this operator may not act on it, or null. */
  readonly refusal: string | null;
  readonly takesFocus: boolean;
  readonly back: () => void;
}) => {
  const letter = useLetter(row.id);
  const left = mayHaveBeenSent(row.state);
  return (
    <Preview
      title={
        <Facts>
          {messageLabel(row.recipient, row.kind)}
          <bdi>{row.externalId}</bdi>
        </Facts>
      }
      facts={
        <>
          <Sender from={letter.data?.from ?? null} />
          <Reader row={row} letter={letter.data} />
          <div role="status">
            <LetterState row={row} />
          </div>
        </>
      }
      buttons={acts.map(({ id, label, why, run }, index) => (
        <Button
          key={id}
          variant={index === 0 && !left ? 'filled' : 'default'}
          disabled={why !== null}
          title={why ?? undefined}
          onClick={run}
        >
          {label}
        </Button>
      ))}
      below={refusal !== null && <Text size="sm">{refusal}</Text>}
      takesFocus={takesFocus}
      back={back}
    >
      <Body id={row.id} />
    </Preview>
  );
};
