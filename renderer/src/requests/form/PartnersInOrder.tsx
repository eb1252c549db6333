import { ActionIcon } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import IconX from '@tabler/icons-react/icons/IconX';
// Not LongSelect: a native list would add a partner at each typed letter.
import { SearchSelect } from '../../components/SearchSelect.tsx';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import type { RequestChoices } from '../../../../shared/ipc/request-views.ts';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';

const moved = (list: readonly PartnerId[], from: number, by: 1 | -1): PartnerId[] => {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(from + by, 0, taken);
  return next;
};

type RotaButtonProps = {
  readonly label: string;
  readonly Icon: typeof IconX;
  readonly disabled?: boolean;
  readonly take: () => void;
};

const RotaButton = ({ label, Icon, disabled = false, take }: RotaButtonProps) => (
  <ActionIcon variant="default" aria-label={label} disabled={disabled} onClick={take}>
    <Icon size={16} aria-hidden />
  </ActionIcon>
);

/** The rota: the partners in the order in which they are asked. */
export const PartnersInOrder = ({
  partners,
  chosen,
  choose,
}: {
  readonly partners: RequestChoices['partners'];
  readonly chosen: readonly PartnerId[];
  readonly choose: (partners: readonly PartnerId[]) => void;
}) => {
  const nameOf = (id: PartnerId): string => partners.find((partner) => partner.id === id)?.name ?? '';
  const left = partners.filter(({ id }) => !chosen.includes(id));
  return (
    <div>
      <SearchSelect
        label={t('Partners, in the order they are asked')}
        value=""
        placeholder={chosen.length === 0 ? t('Choose the first partner') : t('Add the next partner')}
        data={left.map(({ id, name }) => ({ value: String(id), label: name }))}
        choose={(id) => choose([...chosen, Number(id) as PartnerId])}
      />
      {chosen.length > 0 && (
        <ol role="list" className={classes['rota']} aria-label={t('Rota')}>
          {chosen.map((id, index) => (
            <li key={id}>
              <span>{index + 1}.</span>
              <bdi>{nameOf(id)}</bdi>
              <RotaButton
                label={t('Ask {name} earlier', { name: nameOf(id) })}
                Icon={IconArrowUp}
                disabled={index === 0}
                take={() => choose(moved(chosen, index, -1))}
              />
              <RotaButton
                label={t('Ask {name} later', { name: nameOf(id) })}
                Icon={IconArrowDown}
                disabled={index === chosen.length - 1}
                take={() => choose(moved(chosen, index, 1))}
              />
              <RotaButton
                label={t('Remove {name}', { name: nameOf(id) })}
                Icon={IconX}
                take={() => choose(chosen.filter((each) => each !== id))}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
};
