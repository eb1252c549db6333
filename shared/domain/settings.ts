import { installationGroups, libraryGroups } from './library-settings.ts';
import type { ListItems, SettingField, SettingGroup } from './setting-fields.ts';
import { workstationGroups } from './workstation-settings.ts';

/** All settings. Storage, defaults, contract and the forms of Settings are generated from these lists. */
export const settingGroups = { ...workstationGroups, ...installationGroups, ...libraryGroups } as const;

type Groups = typeof settingGroups;
export type SettingName = keyof Groups;

type ValueOf<F extends SettingField> = F extends { readonly kind: 'choice'; readonly choices: infer C }
  ? keyof C
  : F extends { readonly kind: 'switch' }
    ? boolean
    : F extends { readonly kind: 'text' }
      ? string
      : F extends { readonly kind: 'list'; readonly of: infer L extends keyof ListItems }
        ? readonly ListItems[L][]
        : F extends { readonly orNull: true }
          ? number | null
          : number;
type ValuesOf<G extends SettingGroup> = { [F in keyof G['fields']]: ValueOf<G['fields'][F]> };
type NamesOf<W extends SettingGroup['whose']> = {
  [G in SettingName]: Groups[G]['whose'] extends W ? G : never;
}[SettingName];

/** The value of every setting. */
export type SettingValues = { [G in SettingName]: ValuesOf<Groups[G]> };
export type SettingsOf<W extends SettingGroup['whose']> = Pick<SettingValues, NamesOf<W>>;

/** The value of every setting of this workstation and of all libraries together. */
export type Settings = SettingsOf<'workstation' | 'installation'>;
/** The settings of one library. */
export type LibrarySettings = SettingsOf<'library'>;
/** Groups of settings to store; the others stay unchanged. */
export type WorkstationSettings = Partial<SettingsOf<'workstation'>>;
export type InstallationSettings = Partial<SettingsOf<'installation'>>;

type GroupOf<W extends SettingGroup['whose']> = SettingGroup & { readonly whose: W };

/** Returns the groups of each library, of all together, or of the workstation, with their fields. */
export const groupsOf = <W extends SettingGroup['whose']>(
  whose: W,
): readonly (readonly [NamesOf<W>, GroupOf<W>])[] =>
  (Object.entries(settingGroups) as [SettingName, SettingGroup][]).flatMap(([name, group]) =>
    group.whose === whose ? [[name as NamesOf<W>, group as GroupOf<W>] as const] : [],
  );
