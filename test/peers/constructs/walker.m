-- Mirrors walker.pspec, for Rumur. Written by hand, one rule a step.
--   @CHECK@  0: no property, 1: cool, 2: no_quiet_fault, 3: told, 4: the cover, denied
-- `l` and `n` live in the branches that test them: `l` is known from the place (a silent test follows), `w` is a copy of
-- the level from `which` on, `n` is what is in it. Fields that a case does not have are cleared.
const
  CHECK : @CHECK@;
type
  Kind : enum {QUIET, READ, WRITE};
  Entry : record present : boolean; slot : 0..1; kind : Kind; hot : boolean; end;
  Tag : enum {IDLE, LEVEL, FAULT};
  Walk : record tag : Tag; lvl : 0..1; e : Entry; why : Kind; end;
  Os : enum {O_MATCH, O_MAP, O_DEEPER, O_UNMAP};
  Mmu : enum {M_WHICH, M_START, M_GO, M_DIE, M_END};
var
  root : Entry;
  walk : Walk;
  os : Os;
  mmu : Mmu;
  w : Walk;
  cooled : boolean;
  quiet_fault : boolean;

function is_hot(v : Walk) : boolean;
begin
  return v.tag = LEVEL & v.e.hot;
end;

procedure no_entry(var e : Entry);
begin
  e.present := false;
  e.slot := 0;
  e.kind := QUIET;
  e.hot := false;
end;

procedure blank(var v : Walk);
begin
  v.tag := IDLE;
  v.lvl := 0;
  no_entry(v.e);
  v.why := QUIET;
end;

procedure faulted(why : Kind);
begin
  if CHECK = 2 & why = QUIET & walk.tag != FAULT then quiet_fault := true; end;
  blank(walk);
  walk.tag := FAULT;
  walk.why := why;
end;

procedure levelled(lvl : 0..1; hot : boolean);
begin
  if CHECK = 1 & is_hot(walk) & !hot then cooled := true; end;
  blank(walk);
  walk.tag := LEVEL;
  walk.lvl := lvl;
  walk.e := root;
  walk.e.hot := hot;
end;

startstate
  no_entry(root);
  blank(walk);
  os := O_MATCH;
  mmu := M_WHICH;
  blank(w);
  cooled := false;
  quiet_fault := false;
end;

rule "os.1" os = O_MATCH ==>
  if !root.present then os := O_MAP;
  elsif root.slot = 0 then os := O_DEEPER;
  else os := O_UNMAP; end;
end;
rule "os.map" os = O_MAP ==> root.present := true; root.slot := 0; root.kind := READ; os := O_MATCH; end;
rule "os.deeper" os = O_DEEPER ==> root.present := true; root.slot := 1; os := O_MATCH; end;
rule "os.unmap" os = O_UNMAP ==> no_entry(root); root.kind := WRITE; os := O_MATCH; end;

rule "mmu.which" mmu = M_WHICH ==>
  if walk.tag = IDLE then mmu := M_START;
  elsif walk.tag = FAULT then mmu := M_END;
  else
    w := walk;
    if w.e.present then mmu := M_GO; else mmu := M_DIE; end;
  end;
end;
rule "mmu.start" mmu = M_START ==> levelled(0, root.hot); mmu := M_WHICH; end;
rule "mmu.go" mmu = M_GO ==>
  levelled(w.e.slot, w.e.slot = 1 | w.e.hot);
  blank(w);
  mmu := M_WHICH;
end;
rule "mmu.die" mmu = M_DIE ==> faulted(w.e.kind); blank(w); mmu := M_WHICH; end;
rule "mmu.end" mmu = M_END & !(walk.tag = FAULT & walk.why = QUIET) ==> blank(walk); mmu := M_WHICH; end;

rule "reset.kick" walk.tag = LEVEL & walk.lvl = 1 ==>
  if walk.e.kind = READ then faulted(READ);
  elsif walk.e.kind = WRITE then blank(walk); end;
end;

invariant "cool" CHECK = 1 -> !cooled;
invariant "no_quiet_fault" CHECK = 2 -> !quiet_fault;
invariant "told" CHECK = 3 -> !(walk.tag = FAULT & walk.why = READ);
invariant "not hot_none" CHECK = 4 -> !(walk.tag = LEVEL & !walk.e.present & walk.e.hot);
