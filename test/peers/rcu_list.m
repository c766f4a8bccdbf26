-- Mirrors models/rcu-list/rcu_list.pspec, for Rumur. Written by hand, one rule a step.
--   @NODES@, @CPUS@  the configs
--   @NO_GP@          0: variant ok, 1: variant bad (no grace period)
--   @CHECK@          0: no property, 1: gp_ok, 2: the assert of reader.use
-- reader: R_WALK is the test of its loop, a step of its own; `p` lives from that test to the end of the turn.
-- writer: `h` lives from del to call_rcu. softirq: S_GP is the test of its loop; `c` of qs lives in that step only.
-- `none` is an undefined value. A failing assert is a transition without successor: a rule that changes nothing.
const
  NODES : @NODES@;
  CPUS : @CPUS@;
  NO_GP : @NO_GP@;
  CHECK : @CHECK@;
type
  Node : scalarset(NODES);
  Cpu : scalarset(CPUS);
  St : enum {UNUSED, LINKED, UNLINKED, QUEUED, FREED};
  Reader : enum {R_LOCK, R_FIRST, R_WALK, R_USE, R_STEP, R_UNLOCK};
  Writer : enum {W_EITHER, W_CALL_RCU};
  Softirq : enum {S_IDLE, S_GP_START, S_GP, S_QS, S_FREE};
var
  st : array [Node] of St;
  head : Node;
  nxt : array [Node] of Node;
  in_cs : array [Cpu] of boolean;
  cbs : array [Node] of boolean;
  reader : array [Cpu] of Reader;
  pos : array [Cpu] of Node;
  p : array [Cpu] of Node;
  writer : Writer;
  h : Node;
  softirq : Softirq;
  waiting : array [Cpu] of boolean;
  batch : array [Node] of boolean;

startstate
  for n : Node do
    st[n] := UNUSED;
    undefine nxt[n];
    cbs[n] := false;
    batch[n] := false;
  end;
  for c : Cpu do
    in_cs[c] := false;
    reader[c] := R_LOCK;
    undefine pos[c];
    undefine p[c];
    waiting[c] := false;
  end;
  undefine head;
  undefine h;
  writer := W_EITHER;
  softirq := S_IDLE;
end;

ruleset c : Cpu do
  rule "reader.lock" reader[c] = R_LOCK ==>
    in_cs[c] := true;
    reader[c] := R_FIRST;
  end;
  rule "reader.first" reader[c] = R_FIRST ==>
    if isundefined(head) then undefine pos[c]; else pos[c] := head; end;
    reader[c] := R_WALK;
  end;
  rule "reader.walk" reader[c] = R_WALK ==>
    if isundefined(pos[c]) then
      reader[c] := R_UNLOCK;
    else
      p[c] := pos[c];
      reader[c] := R_USE;
    end;
  end;
  rule "reader.use" reader[c] = R_USE ==>
    assert CHECK = 2 -> (st[p[c]] = LINKED | st[p[c]] = UNLINKED | st[p[c]] = QUEUED) "use after free";
    if st[p[c]] = LINKED | st[p[c]] = UNLINKED | st[p[c]] = QUEUED then reader[c] := R_STEP; end;
  end;
  rule "reader.step" reader[c] = R_STEP ==>
    if isundefined(nxt[p[c]]) then undefine pos[c]; else pos[c] := nxt[p[c]]; end;
    undefine p[c];
    reader[c] := R_WALK;
  end;
  rule "reader.unlock" reader[c] = R_UNLOCK ==>
    in_cs[c] := false;
    reader[c] := R_LOCK;
  end;
end;

ruleset n : Node do
  rule "writer.add" writer = W_EITHER & st[n] = UNUSED ==>
    if isundefined(head) then undefine nxt[n]; else nxt[n] := head; end;
    head := n;
    st[n] := LINKED;
  end;
end;
rule "writer.del" writer = W_EITHER & !isundefined(head) ==>
  h := head;
  if isundefined(nxt[h]) then undefine head; else head := nxt[h]; end;
  st[h] := UNLINKED;
  writer := W_CALL_RCU;
end;
rule "writer.call_rcu" writer = W_CALL_RCU ==>
  st[h] := QUEUED;
  cbs[h] := true;
  undefine h;
  writer := W_EITHER;
end;

rule "softirq.idle" softirq = S_IDLE & exists n : Node do cbs[n] end ==>
  softirq := S_GP_START;
end;
rule "softirq.gp_start" softirq = S_GP_START ==>
  for n : Node do
    batch[n] := cbs[n];
    cbs[n] := false;
  end;
  for c : Cpu do
    waiting[c] := in_cs[c];
  end;
  if NO_GP = 1 then softirq := S_FREE; else softirq := S_GP; end;
end;
rule "softirq.gp" softirq = S_GP ==>
  if exists c : Cpu do waiting[c] end then softirq := S_QS; else softirq := S_FREE; end;
end;
ruleset c : Cpu do
  rule "softirq.qs" softirq = S_QS & waiting[c] & !in_cs[c] ==>
    waiting[c] := false;
    softirq := S_GP;
  end;
end;
rule "softirq.free" softirq = S_FREE ==>
  for n : Node do
    if batch[n] then
      st[n] := FREED;
      undefine nxt[n];
    end;
    batch[n] := false;
  end;
  softirq := S_IDLE;
end;

ruleset n : Node do
  rule "allocator.reuse" st[n] = FREED ==>
    st[n] := UNUSED;
  end;
end;

invariant "gp_ok" CHECK = 1 & softirq = S_FREE ->
  forall c : Cpu do forall n : Node do batch[n] -> (isundefined(pos[c]) | pos[c] != n) end end;
