-- Mirrors models/ticket-lock/ticket_lock.pspec, for Rumur. Written by hand, one rule a step.
--   @CPUS@, @TICKETS@  the configs
--   @TORN@             0: variant xadd, 1: variant plain (the ticket is taken in two steps)
--   @CHECK@            0: no property, 1: mutex
-- `mine` lives from the step that takes a ticket to the end of the turn, then it is cleared.
const
  CPUS : @CPUS@;
  TICKETS : @TICKETS@;
  LAST : @TICKETS@ - 1;
  TORN : @TORN@;
  CHECK : @CHECK@;
type
  Cpu : scalarset(CPUS);
  Ticket : 0..LAST;
  Place : enum {TAKE, STORE, SPIN, CRITICAL, RELEASE};
var
  next_ticket : Ticket;
  serving : Ticket;
  cpu : array [Cpu] of Place;
  mine : array [Cpu] of Ticket;

startstate
  next_ticket := 0;
  serving := 0;
  for c : Cpu do
    cpu[c] := TAKE;
    mine[c] := 0;
  end;
end;

ruleset c : Cpu do
  rule "take, or load" cpu[c] = TAKE ==>
    mine[c] := next_ticket;
    if TORN = 1 then
      cpu[c] := STORE;
    else
      next_ticket := (next_ticket + 1) % TICKETS;
      cpu[c] := SPIN;
    end;
  end;
  rule "store" cpu[c] = STORE ==> next_ticket := (mine[c] + 1) % TICKETS; cpu[c] := SPIN; end;
  rule "spin" cpu[c] = SPIN & serving = mine[c] ==> cpu[c] := CRITICAL; end;
  rule "critical" cpu[c] = CRITICAL ==> cpu[c] := RELEASE; end;
  rule "release" cpu[c] = RELEASE ==>
    serving := (serving + 1) % TICKETS;
    mine[c] := 0;
    cpu[c] := TAKE;
  end;
end;

invariant "mutex" CHECK = 1 ->
  forall c : Cpu do forall d : Cpu do cpu[c] = CRITICAL & cpu[d] = CRITICAL -> c = d end end;
