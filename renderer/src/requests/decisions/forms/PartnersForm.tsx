import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { LongSelect } from '../../../components/LongSelect.tsx';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerView, RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { ask } from '../../../api/desk.ts';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import classes from '../DecisionWindow.module.css';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { t } from '../../../../../shared/words/words.ts';

const usePartners = () =>
  useQuery({ queryKey: ['people', 'partners-to-ask'], queryFn: () => ask('decisions.partners', {}) });

const ends = {
  declined: t('requests.conditionDeclined'),
  rejected: t('common.cannotLendIt'),
  expired: t('requests.didNotAnswer'),
  cancelled: t('requests.cancelled2'),
} as const;

/** The rota as it stands, and as it will be. */
const Rota = ({
  request,
  added,
  onRemove,
}: {
  readonly request: RequestFactsView;
  readonly added: readonly PartnerView[];
  readonly onRemove: (id: PartnerId) => void;
}) => (
  <div>
    <Text fw={700}>{t('common.rota')}</Text>
    {request.rota.length + added.length === 0 && (
      <Text c="dimmed">{t('requests.noPartnerStandsInItYet')}</Text>
    )}
    <ol className={classes['rota']} aria-label={t('common.rota')}>
      {request.rota.map(({ position, partnerName, ended }) => (
        <li key={position}>
          <Outside text={partnerName} lines={1} />
          {ended !== null && ` (${ends[ended]})`}
        </li>
      ))}
      {added.map((partner) => (
        <li key={`added ${partner.id}`}>
          <Group gap="xs" wrap="nowrap">
            <Outside text={partner.name} lines={1} />
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('requests.takeOutAgain', { partnerName: partner.name })}
              onClick={() => onRemove(partner.id)}
            >
              {t('requests.takeOut')}
            </Button>
          </Group>
        </li>
      ))}
    </ol>
  </div>
);

/** Add partners: at the end of the rota, in the order in which they are added here. */
export const PartnersForm = () => {
  const { request, submit, showInvalid, edited } = useForm();
  const partners = usePartners();
  const [chosen, setChosen] = useState('');
  const [added, setAdded] = useState<readonly PartnerView[]>([]);
  const field = useRef<HTMLElement>(null);
  useFirstField(field);
  const waits = (id: PartnerId): boolean =>
    request.status !== 'REJECTED' &&
    request.rota.some((line) => line.partnerId === id && line.ended === null);
  const free = (partners.data ?? []).filter(({ id }) => !waits(id) && !added.some((each) => each.id === id));
  const add = (): void => {
    const partner = free.find(({ id }) => String(id) === chosen);
    if (!partner) return showInvalid(t('requests.chooseAPartnerFirst'));
    setAdded([...added, partner]);
    setChosen('');
    edited();
    field.current?.focus();
  };
  const send = (): void => {
    if (added.length === 0) showInvalid(t('requests.chooseAPartnerAndAddIt'));
    else submit({ action: 'extend-rota', partnerIds: added.map(({ id }) => id) });
  };
  if (partners.isError) return <LoadFailed error={partners.error} retry={() => void partners.refetch()} />;
  return (
    <FormFrame action="extend-rota" ahead={t('requests.theRequestIsReadyToBe')} onSubmit={send}>
      <Group align="end">
        <LongSelect
          controlRef={field}
          label={t('common.partner')}
          value={chosen}
          data={[
            { value: '', label: t('requests.chooseAPartner') },
            ...free.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          choose={(id) => {
            setChosen(id);
            edited();
          }}
        />
        <Button variant="default" onClick={add}>
          {t('requests.addToTheRota')}
        </Button>
      </Group>
      <Rota
        request={request}
        added={added}
        onRemove={(id) => {
          setAdded(added.filter((each) => each.id !== id));
          field.current?.focus();
        }}
      />
    </FormFrame>
  );
};
