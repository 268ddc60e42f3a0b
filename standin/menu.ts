import { notHere } from './only.ts';

export type MenuItem = {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
};
type BuiltMenu = { readonly items: readonly MenuItem[] };

let current: BuiltMenu = { items: [] };

/** A menu is data here: nothing shows it, and a test clicks by id. */
export const Menu = {
  buildFromTemplate: (items: readonly MenuItem[]): BuiltMenu => ({ items }),
  setApplicationMenu: (menu: BuiltMenu): void => {
    current = menu;
  },
};

export function clickMenuItem(id: string): void {
  const item = itemsBelow(current.items).find((candidate) => candidate.id === id);
  if (item?.click === undefined) throw notHere(`A menu item ${id} that can be clicked`);
  item.click();
}

function itemsBelow(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => [item, ...itemsBelow(item.submenu ?? [])]);
}
