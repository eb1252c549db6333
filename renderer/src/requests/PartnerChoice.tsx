import { useQuery } from '@tanstack/react-query';
import type { ReactNode, Ref } from 'react';
import { t } from '../../../shared/words/words.ts';
import { ask } from '../api/desk.ts';
import { LongSelect } from '../components/LongSelect.tsx';

type PartnerChoiceProps = {
  /** By default: Partner. */
  readonly label?: string;
  /** The id of the partner, or the value of a further option; empty: none. */
  readonly value: string;
  readonly choose: (value: string) => void;
  /** Options in addition to the partners. */
  readonly further?: readonly { readonly value: string; readonly label: string }[];
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly controlRef?: Ref<HTMLElement>;
};

/** The partners that can be asked. */
export const usePartnersToAsk = (enabled = true) =>
  useQuery({
    queryKey: ['people', 'partners-to-ask'],
    queryFn: () => ask('decisions.partners', {}),
    enabled,
  });

/** The partner of a turn whose partner was not recorded. */
export const PartnerChoice = ({ further = [], ...props }: PartnerChoiceProps) => {
  const partners = usePartnersToAsk();
  return (
    <LongSelect
      label={t('Partner')}
      data={[
        { value: '', label: t('Choose a partner') },
        ...(partners.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ...further,
      ]}
      {...props}
    />
  );
};
