import { Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { partnerValuesOf } from '../../../../../shared/domain/partner-values.ts';
import type { PartnerRecord } from '../../../../../shared/ipc/calls/places.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, RefusedError, sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { usePartners } from '../../../api/people.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Loaded } from './Loaded.tsx';
import classes from './SetUp.module.css';
import { stepForm } from './use-step.ts';

/** The rest can be edited in Settings. */
const shownAtMost = 50;

type Typed = ReadonlyMap<PartnerRecord['id'], string>;

const saveAddress = (partner: PartnerRecord, email: string): Promise<unknown> =>
  ask('places.savePartner', {
    opId: newOpId(),
    id: partner.id,
    values: { ...partnerValuesOf(partner), email },
  });

/** Saves each typed address. A refusal is shown beside its row, and the others are still saved. */
const saveAll = async (rows: readonly PartnerRecord[], typed: Typed): Promise<Typed> => {
  const refused = new Map<PartnerRecord['id'], string>();
  for (const row of rows) {
    const email = typed.get(row.id)?.trim() ?? '';
    if (email === '') continue;
    try {
      await saveAddress(row, email);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused.set(row.id, sentenceOf(error));
    }
  }
  return refused;
};

const Addresses = ({
  rows,
  total,
  next,
}: {
  readonly rows: readonly PartnerRecord[];
  readonly total: number;
  readonly next: () => void;
}) => {
  const [typed, setTyped] = useState<Typed>(new Map());
  const saving = useMutation({
    mutationFn: () => saveAll(rows, typed),
    onSuccess: (refused) => {
      if (refused.size === 0) next();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate();
  };
  return (
    <form id={stepForm} noValidate onSubmit={submit}>
      <Loaded>
        <Text>
          {t(
            '{count, plural, one {# partner has no e-mail address, so its letters go to Contact by hand.} other {# partners have no e-mail address, so their letters go to Contact by hand.}} Enter the addresses you know; leave the others blank.',
            { count: total },
          )}
        </Text>
        <div className={classes['addresses']}>
          {rows.map((row) => (
            <TextInput
              key={row.id}
              type="email"
              label={<bdi>{row.name}</bdi>}
              placeholder="ill@library.example"
              maxLength={320}
              value={typed.get(row.id) ?? ''}
              error={saving.data?.get(row.id)}
              onChange={({ currentTarget }) => {
                saving.reset();
                setTyped(new Map(typed).set(row.id, currentTarget.value));
              }}
            />
          ))}
        </div>
        {total > rows.length && (
          <Text c="dimmed">
            {t('The first {shown} are shown; the others are in Settings › Partners.', {
              shown: rows.length.toLocaleString(locale),
            })}
          </Text>
        )}
        <NotDone error={saving.error} />
      </Loaded>
    </form>
  );
};

const None = ({ text }: { readonly text: string }) => (
  <Loaded>
    <Text>{text}</Text>
  </Loaded>
);

/** Partners without an e-mail address: a list to fill in, or to skip. */
export const PartnersPage = ({ next }: { readonly next: () => void }) => {
  // Keeps the initial list: saving an address does not remove its row.
  const lacking = useQuery({
    queryKey: ['set-up', 'partners'],
    queryFn: () =>
      ask('places.partners', { search: '', withoutAddress: true, offset: 0, limit: shownAtMost }),
    gcTime: 0,
  });
  const all = usePartners({ search: '', offset: 0, limit: 1 });
  if (lacking.isError) return <LoadFailed error={lacking.error} retry={() => void lacking.refetch()} />;
  if (!lacking.data || !all.data) return <Waiting rows={4} />;
  if (all.data.total === 0)
    return <None text={t('No partners yet. Import them, or add them in Settings › Partners.')} />;
  if (lacking.data.total === 0) return <None text={t('Every partner can be reached.')} />;
  return <Addresses rows={lacking.data.rows} total={lacking.data.total} next={next} />;
};
