using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;

namespace FusionPortal.Checklists.Tests.Support;

/// <summary>Short templates that each show one thing.</summary>
internal static class SmallTemplates
{
    /// <summary>The head of a client install, to put <c>sections:</c> after.</summary>
    public const string Head = """
        key: small
        version: 1
        title: Small
        kind: client-install
        summary: A template for tests.

        """;

    public static Template Read(string rest) => TemplateYaml.Read(Head + rest).Template;

    /// <summary>One section of one step that holds the given fields, each a line of YAML.</summary>
    public static Template WithFields(params string[] fields) => Read($$"""
        sections:
          - id: only
            title: Only
            steps:
              - id: step
                letter: a
                title: Step
                instruction: Do it.
                source: portal
                fields:
        {{string.Join('\n', fields.Select(field => "          - " + field))}}
        """);

    public static FieldDefinition Field(string yaml) => WithFields(yaml).Sections[0].Steps[0].Fields[0];

    /// <summary>A gate: step a decides, steps b and c wait for the shared resource, b is filled by it.</summary>
    public static Template Gated { get; } = Read("""
        links:
          - id: db
            shared-kind: rds-instance
            title: RDS instance
            decided-by: hosting
            blocks-when: {field: hosting, in: [new, dedicated]}
            dedicated-when: {field: hosting, is: dedicated}
            fills: {db-name: name}
        sections:
          - id: database
            title: Database
            steps:
              - id: decide
                letter: a
                title: Hosting
                instruction: Choose.
                source: portal
                fields:
                  - id: hosting
                    label: Hosting
                    type: choice
                    options: [{id: shared, label: Shared}, {id: new, label: Shared (New)}, {id: dedicated, label: Dedicated}]
              - id: name
                letter: b
                title: Name
                instruction: Record it.
                source: portal
                fields:
                  - {id: db-name, label: Database name, type: text}
              - id: check
                letter: c
                title: Check
                instruction: Check it.
                source: portal
          - id: other
            title: Other
            steps:
              - id: free
                letter: a
                title: Free
                instruction: Do it.
                source: portal
        """);

    /// <summary>Sites: a list, one section for each site, and a section after all of them.</summary>
    public static Template Sites { get; } = Read("""
        sections:
          - id: first
            title: First
            steps:
              - id: list
                letter: a
                title: Sites
                instruction: List them.
                source: portal
                may-skip: false
                fields:
                  - {id: sites, label: Sites, type: site-list}
          - id: site
            title: Site
            repeat: sites
            after: [first]
            steps:
              - id: install
                letter: a
                title: Install
                instruction: Install it.
                source: portal
                fields:
                  - {id: login, label: Login, type: computed, compute: "POS_{siteid}_user"}
              - id: hub
                letter: b
                title: Hub
                instruction: Make it the hub.
                source: portal
                when: {site: corporate}
                after: [install]
          - id: last
            title: Last
            after: [site]
            steps:
              - id: close
                letter: a
                title: Close
                instruction: Close it.
                source: portal
        """);

    /// <summary>Two sections in a row that are worked at each site, the second after the first.</summary>
    public static Template Visits { get; } = Read("""
        sections:
          - id: first
            title: First
            steps:
              - id: list
                letter: a
                title: Sites
                instruction: List them.
                source: portal
                may-skip: false
                fields:
                  - {id: sites, label: Sites, type: site-list}
          - id: register
            title: Register
            repeat: sites
            steps:
              - id: till
                letter: a
                title: Till
                instruction: Connect it.
                source: portal
          - id: server
            title: Server
            repeat: sites
            after: [register]
            steps:
              - id: install
                letter: a
                title: Install
                instruction: Install it.
                source: portal
          - id: last
            title: Last
            after: [server]
            steps:
              - id: close
                letter: a
                title: Close
                instruction: Close it.
                source: portal
        """);
}
