/** Every other checker that can be asked, in the order of the table. A new one is a file and a line here. */
import type { Peer } from './peer.ts';
import { rumur } from './rumur.ts';
import { spin } from './spin.ts';
import { tlc } from './tlc.ts';

export const peers: readonly Peer[] = [rumur, spin, tlc];
