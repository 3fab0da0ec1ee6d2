package peers

import rego.v1

# As one writes Rego: what a violation is, one rule each.
functions := [
	{"信息公开", "信息公開", "政务公开", "政務公開"},
	{"应急", "應急"},
	{"督查", "督査", "督促检查", "督促檢査"},
	{"保密"},
	{"人大代表建议", "人大代表建議", "人大代表议案", "人大代表議案"},
	{"值班"},
]

catching := {"其他事项", "其他事項", "其他任务", "其他任務"}

kinds := ["duties", "units", "staffing"]

findings contains ["leadership-ratio", i] if {
	some i, s in input.staffing
	3 * (s.heads + s.deputies) > s.admin
}

limit(admin) := 1 if admin <= 10

limit(admin) := 2 if {
	admin > 10
	admin <= 20
}

limit(admin) := 3 if admin > 20

findings contains ["deputy-limit", i] if {
	some i, s in input.staffing
	s.deputies > limit(s.admin)
}

findings contains ["unit-count", i] if {
	some i, g in input.unit_groups
	g.declared != null
	g.declared != count(g.units)
}

texts contains c.text if some c in input.duties

texts contains u.text if {
	some g in input.unit_groups
	some u in g.units
}

mentioned(phrases) if {
	some text in texts
	some phrase in phrases
	contains(text, phrase)
}

findings contains ["mandatory-function", i] if {
	some i, phrases in functions
	not mentioned(phrases)
}

has_section(kind) if {
	some s in input.sections
	s.kind == kind
}

findings contains ["required-section", i] if {
	some i, kind in kinds
	not has_section(kind)
}

number_before(_, 0) := 0

number_before(list, i) := list[i - 1].ordinal if i > 0

findings contains ["numbering", i] if {
	some i, c in input.duties
	c.ordinal != number_before(input.duties, i) + 1
}

findings contains ["numbering", 1000 + i] if {
	some i, c in input.adjustments
	c.ordinal != number_before(input.adjustments, i) + 1
}

is_catching(text) if {
	some phrase in catching
	contains(text, phrase)
}

findings contains ["catch-all", input.duties[last].ordinal] if {
	last := count(input.duties) - 1
	last >= 0
	not is_catching(input.duties[last].text)
}

units := [u | some g in input.unit_groups; some u in g.units]

findings contains ["duplicate-unit", j] if {
	some j, u in units
	some i, v in units
	i < j
	u.name == v.name
}
